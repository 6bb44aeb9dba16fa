import type { ReactNode } from 'react';
import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

const Cells = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  overflow-wrap: anywhere;
`;

export interface GridFact {
  label: string;
  value: ReactNode;
}

/** Names with their values under them, as many beside one another as there is room for. */
export const FactGrid = ({ facts }: { facts: GridFact[] }) => (
  <Cells>
    {facts.map(({ label, value }) => (
      <div key={label}>
        <Typography tag="dt" variant="sigma" textColor="neutral600">
          {label}
        </Typography>
        <Typography tag="dd" textColor="neutral800">
          {value}
        </Typography>
      </div>
    ))}
  </Cells>
);
