import { Box, Flex, Typography } from '@strapi/design-system';

import type { MailboxStatus } from '../../../../contracts';
import { ErrorState } from '../../../components/ErrorState';
import { Notice } from '../../../components/Notice';
import { Panel } from '../../../components/Panel';
import { RelativeTime } from '../../../components/RelativeTime';
import { ServerWords } from '../../../components/ServerWords';
import { StatusBadge, type Tone } from '../../../components/StatusBadge';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { useMailboxesQuery } from '../../../services/bounces';

const EVERY = 15_000;

type State = 'read' | 'trouble' | 'new';
const TONES: Record<State, Tone> = { read: 'success', trouble: 'danger', new: 'neutral' };
const stateOf = ({ troubleSince, lastReadAt }: MailboxStatus): State =>
  troubleSince ? 'trouble' : lastReadAt ? 'read' : 'new';

/** How the reading of the mailboxes goes. They are configured where their passwords are: in the configuration. */
export const Mailboxes = () => {
  const t = useT();
  const { data, error, refetch } = useMailboxesQuery(undefined, { pollingInterval: EVERY });
  return (
    <Panel title={t('bounces.mailboxes')} hint={t('bounces.mailboxes.hint')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {error !== undefined && <ErrorState error={error} onRetry={refetch} />}
        {data?.mailboxes.length === 0 && (
          <Notice tone="warning">
            {t(data.intake ? 'bounces.mailboxes.intakeOnly' : 'bounces.mailboxes.none')}
          </Notice>
        )}
        {data?.mailboxes.map((mailbox) => (
          <Mailbox key={mailbox.name} mailbox={mailbox} />
        ))}
        {data && (
          <Typography textColor="neutral600">
            {t(data.intake ? 'bounces.intake.open' : 'bounces.intake.closed')}{' '}
            {data.unsubscribeAddress
              ? t('bounces.unsubscribe.offered', { address: data.unsubscribeAddress })
              : t('bounces.unsubscribe.none')}
          </Typography>
        )}
      </Flex>
    </Panel>
  );
};

const Mailbox = ({ mailbox }: { mailbox: MailboxStatus }) => {
  const t = useT();
  const format = useFormat();
  const { name, protocol, host, folder, lastReadAt, taken, troubleSince, trouble, troubleReason } = mailbox;
  const state = stateOf(mailbox);
  return (
    <Box tag="article" aria-label={name} borderColor="neutral200" hasRadius padding={4}>
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <Flex gap={3} wrap="wrap">
          <Typography tag="h3" variant="delta">
            {name}
          </Typography>
          <StatusBadge tone={TONES[state]}>{t(`bounces.mailbox.${state}`)}</StatusBadge>
          {lastReadAt && <RelativeTime value={lastReadAt} />}
        </Flex>
        <Typography textColor="neutral600">
          {[protocol.toUpperCase(), host, folder].filter(Boolean).join(' · ')}
          {' · '}
          {t('bounces.mailbox.taken', { count: format.number(taken) })}
        </Typography>
        {troubleSince && (
          <Typography textColor="danger600">
            {t('bounces.mailbox.since', { date: format.dateTime(troubleSince) })}
          </Typography>
        )}
        {troubleReason && <Typography>{t(`bounces.mailbox.trouble.${troubleReason}`)}</Typography>}
        {trouble && <ServerWords text={trouble} />}
      </Flex>
    </Box>
  );
};
