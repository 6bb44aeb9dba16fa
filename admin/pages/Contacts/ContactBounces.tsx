import { useState } from 'react';
import { Box, Flex, Link, Typography } from '@strapi/design-system';

import type { Contact, FeedbackRow, SuppressionChange } from '../../../contracts';
import { ErrorState } from '../../components/ErrorState';
import { Panel } from '../../components/Panel';
import { RelativeTime } from '../../components/RelativeTime';
import { StatusBadge } from '../../components/StatusBadge';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { useContactBouncesQuery } from '../../services/bounces';
import { FeedbackModal } from '../Bounces/FeedbackModal';
import { CLASS_TONES } from '../Bounces/feedback-words';
import { suppressionKey } from './contact-words';

/** What came back from this person's address, and each time it was blocked or allowed again. */
export const ContactBounces = ({ contact }: { contact: Contact }) => {
  const t = useT();
  const can = useCan();
  const { data, error, refetch } = useContactBouncesQuery(contact.id, { skip: !can('bounces.read') });
  const [opened, setOpened] = useState<number | null>(null);
  if (!can('bounces.read')) return null;
  const nothing = data?.feedback.length === 0 && data.suppressions.length === 0;
  return (
    <Panel title={t('bounces.contact.title')} hint={t('bounces.contact.hint')}>
      {error !== undefined && <ErrorState error={error} onRetry={refetch} />}
      {nothing && <Typography textColor="neutral600">{t('bounces.contact.empty')}</Typography>}
      <Flex tag="ol" direction="column" alignItems="stretch" gap={4}>
        {data?.suppressions.map((change) => (
          <Change key={`${change.occurredAt} ${change.action}`} change={change} onOpen={setOpened} />
        ))}
        {data?.feedback.map((row) => (
          <Row key={row.id} row={row} onOpen={setOpened} />
        ))}
      </Flex>
      {opened !== null && <FeedbackModal id={opened} onClose={() => setOpened(null)} />}
    </Panel>
  );
};

const Change = ({ change, onOpen }: { change: SuppressionChange; onOpen: (feedbackId: number) => void }) => {
  const t = useT();
  const { action, reason, rule, note, feedbackId, occurredAt } = change;
  return (
    <Box tag="li">
      <Flex gap={2} wrap="wrap">
        <StatusBadge tone={action === 'lifted' ? 'success' : 'danger'}>
          {t(`bounces.suppression.${action}`)}
        </StatusBadge>
        <Typography>{t(rule ? `bounces.suppression.rule.${rule}` : suppressionKey(reason))}</Typography>
        <RelativeTime value={occurredAt} />
        {feedbackId !== null && (
          <Link tag="button" type="button" onClick={() => onOpen(feedbackId)}>
            {t('bounces.contact.evidence')}
          </Link>
        )}
      </Flex>
      {note && (
        <Typography variant="pi" textColor="neutral600" tag="p" style={{ overflowWrap: 'anywhere' }}>
          {note}
        </Typography>
      )}
    </Box>
  );
};

const Row = ({ row, onOpen }: { row: FeedbackRow; onOpen: (feedbackId: number) => void }) => {
  const t = useT();
  return (
    <Box tag="li">
      <Flex gap={2} wrap="wrap">
        <StatusBadge tone={CLASS_TONES[row.class]}>{t(`bounces.class.${row.class}`)}</StatusBadge>
        <Link tag="button" type="button" onClick={() => onOpen(row.id)}>
          {t(`bounces.meaning.${row.meaning}`)}
        </Link>
        <RelativeTime value={row.occurredAt ?? row.receivedAt} />
      </Flex>
      <Typography variant="pi" textColor="neutral600" tag="p" style={{ overflowWrap: 'anywhere' }}>
        {[row.campaign?.name, row.reply].filter(Boolean).join(' · ')}
      </Typography>
    </Box>
  );
};
