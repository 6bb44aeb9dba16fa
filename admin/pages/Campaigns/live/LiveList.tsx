import { useId, type ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

const Rows = styled.ul`
  display: flex;
  flex-direction: column;

  & > li {
    padding: ${({ theme }) => theme.spaces[3]} 0;
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }

  & > li:last-child {
    padding-bottom: 0;
  }
`;

interface Props {
  title: string;
  hint: string;
  /** `li` elements. */
  children: ReactNode;
}

/** A heading with its explanation, and rows parted by fine lines. */
export const LiveList = ({ title, hint, children }: Props) => {
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2} tag="section" aria-labelledby={id}>
      <Flex direction="column" alignItems="flex-start">
        <Typography id={id} tag="h3" fontWeight="bold" textColor="neutral800">
          {title}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {hint}
        </Typography>
      </Flex>
      <Rows>{children}</Rows>
    </Flex>
  );
};
