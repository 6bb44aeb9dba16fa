import { useState } from 'react';
import { Table } from '@strapi/strapi/admin';
import {
  Box,
  Flex,
  IconButton,
  Link,
  MenuItem,
  SimpleMenu,
  Tooltip,
  Typography,
} from '@strapi/design-system';
import { ChartCircle, Duplicate, More, Pencil, Trash } from '@strapi/icons';
import { NavLink, useNavigate } from 'react-router-dom';

import type { CampaignSummary } from '../../../../contracts';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { useCan } from '../../../hooks/useCan';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { CampaignStatusBadge } from '../CampaignStatusBadge';
import { SendingProgress } from '../SendingProgress';
import { useCampaignActions } from '../useCampaignActions';

interface Props {
  campaign: CampaignSummary;
  listName: (id: number) => string;
}

export const CampaignRow = ({ campaign, listName }: Props) => {
  const t = useT();
  const navigate = useNavigate();
  const path = pathTo(`campaigns/${campaign.id}`);
  const names = campaign.listIds.map(listName);
  return (
    <Table.Row onClick={() => navigate(path)} cursor="pointer">
      <Table.Cell>
        <Box width="24rem" style={{ whiteSpace: 'normal' }}>
          <Link tag={NavLink} to={path} onClick={(event: React.MouseEvent) => event.stopPropagation()}>
            {campaign.name}
          </Link>
          <Typography variant="pi" textColor="neutral600" tag="p" ellipsis>
            {campaign.subject || t('campaigns.list.no-subject')}
          </Typography>
        </Box>
      </Table.Cell>
      <Table.Cell>
        <StatusCell campaign={campaign} />
      </Table.Cell>
      <Table.Cell>
        {names.length > 1 ? (
          <Tooltip label={names.join(', ')}>
            <Typography tabIndex={0}>{t('campaigns.list.list-count', { count: names.length })}</Typography>
          </Tooltip>
        ) : (
          <Box maxWidth="16rem">
            <Typography textColor={names.length ? 'neutral800' : 'neutral600'} tag="p" ellipsis>
              {names[0] ?? t('campaigns.list.no-lists')}
            </Typography>
          </Box>
        )}
      </Table.Cell>
      <Table.Cell>
        <TimeCell campaign={campaign} />
      </Table.Cell>
      <Table.Cell>
        <FiguresCell campaign={campaign} />
      </Table.Cell>
      <Table.Cell onClick={(event: React.MouseEvent) => event.stopPropagation()}>
        <RowMenu campaign={campaign} />
      </Table.Cell>
    </Table.Row>
  );
};

const StatusCell = ({ campaign: { status, ledger, name } }: { campaign: CampaignSummary }) => (
  <Flex direction="column" alignItems="flex-start" gap={2}>
    <CampaignStatusBadge status={status} />
    {ledger && (status === 'sending' || status === 'paused') && (
      <SendingProgress ledger={ledger} label={name} />
    )}
  </Flex>
);

/** When it goes out or went out, on the campaign's clocks. */
const TimeCell = ({ campaign }: { campaign: CampaignSummary }) => {
  const t = useT();
  const format = useFormat();
  const { key, instant } = momentOf(campaign);
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography>{format.dateTime(instant, campaign.timeZone)}</Typography>
      <Typography variant="pi" textColor="neutral600">
        {t(`campaigns.list.${key}`)}
        {key !== 'time-draft' && ` · ${campaign.timeZone.replaceAll('_', ' ')}`}
      </Typography>
    </Flex>
  );
};

const momentOf = ({ status, scheduledAt, startedAt, finishedAt, updatedAt }: CampaignSummary) => {
  if (status === 'scheduled' && scheduledAt) return { key: 'time-scheduled', instant: scheduledAt };
  if (finishedAt) return { key: status === 'sent' ? 'time-sent' : 'time-stopped', instant: finishedAt };
  if (startedAt) return { key: 'time-sending', instant: startedAt };
  return { key: 'time-draft', instant: updatedAt };
};

const FiguresCell = ({ campaign: { ledger } }: { campaign: CampaignSummary }) => {
  const t = useT();
  const format = useFormat();
  if (!ledger) return <Typography textColor="neutral600">–</Typography>;
  const { accepted, rejected, uncertain } = ledger.byStatus;
  const parts = [
    t('campaigns.list.accepted', { count: accepted }),
    ...(rejected ? [t('campaigns.list.rejected', { count: rejected })] : []),
    ...(uncertain ? [t('campaigns.list.uncertain', { count: uncertain })] : []),
  ];
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography fontWeight="semiBold">{format.number(ledger.recipients)}</Typography>
      {parts.map((part) => (
        <Typography key={part} variant="pi" textColor="neutral600">
          {part}
        </Typography>
      ))}
    </Flex>
  );
};

const RowMenu = ({ campaign }: { campaign: CampaignSummary }) => {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const actions = useCampaignActions();
  const [deleting, setDeleting] = useState(false);
  const isDraft = campaign.status === 'draft';
  const swallow = () => undefined;
  return (
    <Flex justifyContent="flex-end">
      <SimpleMenu
        tag={IconButton}
        icon={<More />}
        label={t('campaigns.list.actions', { name: campaign.name })}
        variant="ghost"
      >
        <MenuItem startIcon={<Pencil />} onSelect={() => navigate(pathTo(`campaigns/${campaign.id}`))}>
          {t(isDraft && can('campaigns.edit') ? 'campaigns.list.edit' : 'campaigns.list.open')}
        </MenuItem>
        {campaign.startedAt && can('reports.read') && (
          <MenuItem startIcon={<ChartCircle />} onSelect={() => navigate(pathTo(`reports/${campaign.id}`))}>
            {t('campaigns.list.report')}
          </MenuItem>
        )}
        {can('campaigns.edit') && (
          <MenuItem startIcon={<Duplicate />} onSelect={() => actions.duplicate(campaign.id).catch(swallow)}>
            {t('campaigns.list.duplicate')}
          </MenuItem>
        )}
        {can('campaigns.edit') && isDraft && (
          <MenuItem startIcon={<Trash />} variant="danger" onSelect={() => setDeleting(true)}>
            {t('campaigns.list.delete')}
          </MenuItem>
        )}
      </SimpleMenu>
      <ConfirmDialog
        open={deleting}
        onClose={() => setDeleting(false)}
        onConfirm={() => actions.remove(campaign.id)}
        title={t('campaigns.delete.title')}
        confirmLabel={t('campaigns.delete.confirm')}
      >
        {t('campaigns.delete.body', { name: campaign.name })}
      </ConfirmDialog>
    </Flex>
  );
};
