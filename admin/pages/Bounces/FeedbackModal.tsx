import { Page } from '@strapi/strapi/admin';
import { Box, Flex, Link, Modal, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { FeedbackDetail } from '../../../contracts';
import { CopyButton } from '../../components/CopyButton';
import { ErrorState } from '../../components/ErrorState';
import { FactGrid, type GridFact } from '../../components/FactGrid';
import { Notice } from '../../components/Notice';
import { Verbatim } from '../../components/ServerWords';
import { StatusBadge } from '../../components/StatusBadge';
import { useCan } from '../../hooks/useCan';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { useFeedbackQuery } from '../../services/bounces';
import { FeedbackActions } from './FeedbackActions';
import { CLASS_TONES, STATE_TONES } from './feedback-words';

/** One piece of feedback: what it means, whom it concerns, how that is known, and the evidence itself. */
export const FeedbackModal = ({ id, onClose }: { id: number; onClose: () => void }) => {
  const t = useT();
  const can = useCan();
  const { data, error, isLoading, refetch } = useFeedbackQuery(id);
  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('bounces.detail.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {isLoading && <Page.Loading />}
          {error !== undefined && <ErrorState error={error} onRetry={refetch} />}
          {data && <Detail feedback={data} />}
        </Modal.Body>
        {data && can('bounces.manage') && (
          <Modal.Footer>
            <FeedbackActions rows={[data]} onDone={() => undefined} />
          </Modal.Footer>
        )}
      </Modal.Content>
    </Modal.Root>
  );
};

const Detail = ({ feedback }: { feedback: FeedbackDetail }) => {
  const t = useT();
  const { state, meaning, why, suggestion, reply, evidence, isCut, suppresses, forwardedTo } = feedback;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Flex gap={2} wrap="wrap">
        <StatusBadge tone={CLASS_TONES[feedback.class]}>{t(`bounces.class.${feedback.class}`)}</StatusBadge>
        <StatusBadge tone={STATE_TONES[state]}>{t(`bounces.state.${state}`)}</StatusBadge>
      </Flex>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography variant="delta" tag="h3">
          {state === 'poison' ? t('bounces.poison') : t(`bounces.meaning.${meaning}`)}
        </Typography>
        {state !== 'poison' && (
          <Typography textColor="neutral600">{t(`bounces.meaning.${meaning}.more`)}</Typography>
        )}
      </Flex>
      {state === 'unmatched' && (
        <Notice tone="warning">
          {t(why === 'never-sent' ? 'bounces.why.never-sent' : 'bounces.why.no-key')}{' '}
          {suggestion && (
            <>
              {t('bounces.suggestion')}{' '}
              <Link tag={RouterLink} to={pathTo(`contacts/${suggestion.id}`)}>
                {suggestion.email}
              </Link>
            </>
          )}
        </Notice>
      )}
      {state === 'poison' && why && <Notice tone="danger">{why}</Notice>}
      {suppresses && <Notice tone="danger">{t('bounces.suppresses')}</Notice>}
      {forwardedTo && <Notice>{t('bounces.forwarded', { address: forwardedTo })}</Notice>}
      <Facts feedback={feedback} />
      {reply && (
        <Part title={t('bounces.reply')}>
          <Verbatim text={reply} />
        </Part>
      )}
      <Part
        title={t('bounces.evidence')}
        action={evidence && <CopyButton text={evidence} label={t('bounces.evidence.copy')} />}
      >
        {evidence === null ? (
          <Typography textColor="neutral600">{t('bounces.evidence.none')}</Typography>
        ) : (
          <Box
            tag="pre"
            background="neutral100"
            borderColor="neutral150"
            hasRadius
            padding={3}
            tabIndex={0}
            role="region"
            aria-label={t('bounces.evidence')}
            style={{ maxHeight: '32rem', overflow: 'auto', fontFamily: 'monospace', whiteSpace: 'pre-wrap' }}
          >
            <Typography variant="pi" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {evidence}
            </Typography>
          </Box>
        )}
        {isCut && <Typography textColor="neutral600">{t('bounces.evidence.cut')}</Typography>}
      </Part>
    </Flex>
  );
};

const Part = ({
  title,
  action,
  children,
}: {
  title: string;
  action?: React.ReactNode;
  children: React.ReactNode;
}) => (
  <Flex direction="column" alignItems="stretch" gap={2}>
    <Flex justifyContent="space-between">
      <Typography variant="sigma" textColor="neutral600" tag="h4">
        {title}
      </Typography>
      {action}
    </Flex>
    {children}
  </Flex>
);

const Facts = ({ feedback }: { feedback: FeedbackDetail }) => {
  const t = useT();
  const format = useFormat();
  const { contact, campaign, address, source, status, rule, matchedBy, occurredAt, receivedAt } = feedback;
  const facts: (GridFact | false | null)[] = [
    contact && {
      label: t('bounces.fact.contact'),
      value: (
        <Link tag={RouterLink} to={pathTo(`contacts/${contact.id}`)}>
          {contact.email}
        </Link>
      ),
    },
    !contact && address !== null && { label: t('bounces.fact.address'), value: address },
    campaign && {
      label: t('bounces.fact.campaign'),
      value: (
        <Link tag={RouterLink} to={pathTo(`campaigns/${campaign.id}`)}>
          {campaign.name}
        </Link>
      ),
    },
    { label: t('bounces.fact.source'), value: t(`bounces.source.${source}`) },
    matchedBy && { label: t('bounces.fact.matchedBy'), value: t(`bounces.matchedBy.${matchedBy}`) },
    status !== null && { label: t('bounces.fact.status'), value: status },
    { label: t('bounces.fact.rule'), value: rule },
    occurredAt !== null && { label: t('bounces.fact.occurredAt'), value: format.dateTime(occurredAt) },
    { label: t('bounces.fact.receivedAt'), value: format.dateTime(receivedAt) },
  ];
  return <FactGrid facts={facts.filter((fact): fact is GridFact => Boolean(fact))} />;
};
