import { useState } from 'react';
import { Flex, TextButton, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { Holiday } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';

const FIRST = 4;

const Days = styled.ul`
  display: grid;
  gap: ${({ theme }) => theme.spaces[1]};

  & > li {
    display: grid;
    grid-template-columns: 16rem 1fr;
    gap: ${({ theme }) => theme.spaces[3]};
  }
`;

/** The days to come on which nothing leaves; the first ones, and all of a year on demand. */
export const Holidays = ({ holidays }: { holidays: Holiday[] }) => {
  const t = useT();
  const format = useFormat();
  const [all, setAll] = useState(false);
  if (holidays.length === 0) {
    return <Typography textColor="neutral600">{t('settings.holidays.none')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Typography tag="h3" fontWeight="bold">
        {t('settings.holidays')}
      </Typography>
      <Days>
        {(all ? holidays : holidays.slice(0, FIRST)).map(({ date, name }) => (
          <li key={date}>
            <Typography tag="span" textColor="neutral600">
              {format.day(date)}
            </Typography>
            <Typography tag="span" textColor="neutral800">
              {name[format.language]}
            </Typography>
          </li>
        ))}
      </Days>
      {holidays.length > FIRST && (
        <TextButton onClick={() => setAll(!all)} aria-expanded={all}>
          {t(all ? 'settings.holidays.fewer' : 'settings.holidays.all', { count: holidays.length })}
        </TextButton>
      )}
    </Flex>
  );
};
