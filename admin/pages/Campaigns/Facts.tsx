import { Fragment, type ReactNode } from 'react';
import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

const Pairs = styled.dl`
  display: grid;
  grid-template-columns: minmax(10rem, max-content) 1fr;
  gap: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[5]}`};
  overflow-wrap: anywhere;
`;

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Names and values in two columns; facts without a value are left out. */
export const Facts = ({ facts }: { facts: Fact[] }) => (
  <Pairs>
    {facts
      .filter(({ value }) => value !== null && value !== '')
      .map(({ label, value }) => (
        <Fragment key={label}>
          <Typography tag="dt" textColor="neutral600">
            {label}
          </Typography>
          <Typography tag="dd">{value}</Typography>
        </Fragment>
      ))}
  </Pairs>
);
