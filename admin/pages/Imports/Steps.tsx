import { Flex, Typography } from '@strapi/design-system';

import { useT } from '../../hooks/useT';

const STEPS = ['imports.step.file', 'imports.step.columns', 'imports.step.progress'];

/** Where the import stands: 1 file, 2 columns, 3 progress. */
export const Steps = ({ current }: { current: 1 | 2 | 3 }) => {
  const t = useT();
  return (
    <Flex tag="ol" gap={6} wrap="wrap" paddingBottom={6}>
      {STEPS.map((step, index) => {
        const active = index + 1 === current;
        return (
          <Flex key={step} tag="li" gap={2} aria-current={active ? 'step' : undefined}>
            <Flex
              justifyContent="center"
              width="2.8rem"
              height="2.8rem"
              borderRadius="50%"
              background={index + 1 <= current ? 'primary600' : 'neutral200'}
            >
              <Typography fontWeight="bold" textColor={index + 1 <= current ? 'neutral0' : 'neutral700'}>
                {index + 1}
              </Typography>
            </Flex>
            <Typography
              fontWeight={active ? 'bold' : 'regular'}
              textColor={active ? 'neutral800' : 'neutral600'}
            >
              {t(step)}
            </Typography>
          </Flex>
        );
      })}
    </Flex>
  );
};
