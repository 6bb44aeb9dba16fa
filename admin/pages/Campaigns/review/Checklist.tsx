import { Box, Button, Flex, Loader, TextButton, Typography } from '@strapi/design-system';
import { ArrowClockwise, WarningCircle } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import type { CampaignCheck } from '../../../../contracts';
import { TitledNotice } from '../../../components/TitledNotice';
import { useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { bySeverity, placeOf, type Problem, type Step } from '../campaignForm';
import { Section } from '../Section';
import { useCampaignProblemText } from '../useCampaignProblemText';

interface Props {
  check: CampaignCheck | undefined;
  isFetching: boolean;
  onRetry: () => void;
  goTo: (step: Step, fieldId?: string) => void;
}

/** Everything that stands between this draft and its sending, each with the way to put it right. */
export const Checklist = ({ check, isFetching, onRetry, goTo }: Props) => {
  const t = useT();
  return (
    <Section
      title={t('campaigns.review.checklist')}
      action={
        <Button
          variant="tertiary"
          size="S"
          startIcon={<ArrowClockwise />}
          onClick={onRetry}
          loading={isFetching}
        >
          {t('campaigns.review.again')}
        </Button>
      }
    >
      {check ? <Verdict check={check} /> : <Loader>{t('campaigns.review.checking')}</Loader>}
      {check && check.problems.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="stretch">
          {bySeverity(check.problems).map((problem, index) => (
            <ProblemRow key={`${problem.code}-${index}`} problem={problem} goTo={goTo} />
          ))}
        </Flex>
      )}
    </Section>
  );
};

const Verdict = ({ check: { ready, problems } }: { check: CampaignCheck }) => {
  const t = useT();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (!ready)
    return <TitledNotice tone="danger" title={t('campaigns.review.not-ready', { count: errors })} />;
  return (
    <TitledNotice tone="success" title={t('campaigns.review.ready')}>
      {t('campaigns.review.ready-body')}
    </TitledNotice>
  );
};

const ProblemRow = ({ problem, goTo }: { problem: Problem; goTo: Props['goTo'] }) => {
  const t = useT();
  const navigate = useNavigate();
  const text = useCampaignProblemText();
  const place = placeOf(problem);
  const isError = problem.severity === 'error';
  return (
    <Box
      tag="li"
      paddingTop={3}
      paddingBottom={3}
      borderColor="neutral150"
      borderStyle="solid"
      borderWidth="0 0 1px"
    >
      <Flex gap={3} alignItems="flex-start">
        <Box shrink={0} paddingTop="2px">
          <WarningCircle aria-hidden fill={isError ? 'danger600' : 'warning600'} />
        </Box>
        <Flex direction="column" alignItems="flex-start" flex="1" minWidth={0}>
          <Typography variant="pi" fontWeight="bold" textColor={isError ? 'danger600' : 'warning700'}>
            {t(`campaigns.review.${problem.severity}`)}
            {problem.line !== null && ` · ${t('campaigns.review.line', { line: problem.line })}`}
          </Typography>
          <Typography>{text(problem)}</Typography>
        </Flex>
        <TextButton
          onClick={() => (place ? goTo(place.step, place.fieldId) : navigate(pathTo(screenOf(problem).path)))}
        >
          {t(place ? 'campaigns.review.jump' : `campaigns.review.jump-${screenOf(problem).name}`)}
        </TextButton>
      </Flex>
    </Box>
  );
};

/** The screen on which a problem is put right. */
const screenOf = ({ code, values }: Problem): { name: 'health' | 'settings'; path: string } => {
  if (code === 'domain-health') return { name: 'health', path: `health?sender=${values?.senderId}` };
  const isSending = ['transport-missing', 'quota-short', 'outside-window'].includes(code);
  return { name: 'settings', path: isSending ? 'settings/sending' : 'settings' };
};
