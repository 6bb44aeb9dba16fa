import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import type { ContentProblem } from '../../contracts';
import { useHasText, useT } from '../hooks/useT';

/** Where and how bad; the campaign's check has problems of its settings in the same shape. */
export type Problem = Pick<ContentProblem, 'code' | 'severity' | 'line' | 'message' | 'values'>;

/** A problem in the person's language, by its code, else in the server's English. */
export const useProblemText = (): ((problem: Problem) => string) => {
  const t = useT();
  const hasText = useHasText();
  return ({ code, message, values }) => (hasText(`error.${code}`) ? t(`error.${code}`, values) : message);
};

interface Props {
  problems: Problem[];
  /** Makes the line numbers links into the editor. */
  onGoToLine?: (line: number) => void;
}

/** What is wrong, errors first. */
export const ContentProblems = ({ problems, onGoToLine }: Props) => {
  const t = useT();
  const problemText = useProblemText();
  if (problems.length === 0) return null;
  const sorted = [...problems].sort(
    (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
  );
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2} aria-label={t('templates.problems')}>
      {sorted.map((problem, index) => (
        <Box key={index} tag="li" padding={3} hasRadius {...SURFACE[problem.severity]}>
          <Flex gap={2} alignItems="flex-start">
            <Box paddingTop="2px">
              <WarningCircle aria-hidden fill={problem.severity === 'error' ? 'danger600' : 'warning600'} />
            </Box>
            <Flex direction="column" alignItems="flex-start" gap={1}>
              <Typography variant="pi" textColor="neutral800">
                <strong>{t(`templates.problem.${problem.severity}`)}: </strong>
                {problemText(problem)}
              </Typography>
              {problem.line !== null && onGoToLine && (
                <TextButton onClick={() => onGoToLine(problem.line ?? 1)}>
                  {t('templates.problem.goToLine', { line: problem.line })}
                </TextButton>
              )}
            </Flex>
          </Flex>
        </Box>
      ))}
    </Flex>
  );
};

const SURFACE = {
  error: { background: 'danger100', borderColor: 'danger200' },
  warning: { background: 'warning100', borderColor: 'warning200' },
} as const;
