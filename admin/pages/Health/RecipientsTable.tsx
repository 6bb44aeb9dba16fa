import { Box, Flex, Table, Tbody, Td, Th, Thead, Tooltip, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Figure, RecipientDomain, RecipientHealth, RecipientRow } from '../../../contracts';
import { StatusBadge } from '../../components/StatusBadge';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { trendOf } from './trend';
import { WeeksChart } from './WeeksChart';

const SHARES = ['delivered', 'softBounces', 'blocks', 'hardBounces', 'complaints'] as const;
type Share = (typeof SHARES)[number];
const COLUMNS = ['domain', 'sent', ...SHARES] as const;

const ARROWS = { up: '↑', down: '↓' };

/** A domain in a row; under them the others and the sum of all, so that the columns add up. */
export const RecipientsTable = ({ domains, others, total }: RecipientHealth) => {
  const t = useT();
  return (
    <Table colCount={COLUMNS.length} rowCount={domains.length + 3}>
      <Thead>
        <Tr>
          {COLUMNS.map((column) => (
            <Th key={column}>
              <Typography variant="sigma" textColor="neutral600">
                {t(`health.recipients.${column}`)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {domains.map((row) => (
          <DomainRow key={row.domain} row={row} />
        ))}
        {others && (
          <SumRow label={t('health.recipients.others', { count: others.domainCount })} figures={others} />
        )}
        <SumRow label={t('health.recipients.total')} figures={total} isTotal />
      </Tbody>
    </Table>
  );
};

const DomainRow = ({ row }: { row: RecipientDomain }) => {
  const t = useT();
  const format = useFormat();
  const { domain, sent, before, weeks, alarms } = row;
  return (
    <Tr>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1} paddingTop={2} paddingBottom={2}>
          <Box maxWidth="24rem">
            <Typography fontWeight="semiBold" ellipsis>
              {domain}
            </Typography>
          </Box>
          {alarms.length > 0 && (
            <Flex gap={1} wrap="wrap" paddingBottom={1}>
              {alarms.map(({ code, state }) => (
                <StatusBadge key={code} tone={state === 'problem' ? 'danger' : 'warning'}>
                  {t(`health.alarm.${code}`)}
                </StatusBadge>
              ))}
            </Flex>
          )}
          <WeeksChart weeks={weeks} />
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Typography>{format.number(sent)}</Typography>
          <Typography variant="pi" textColor="neutral600">
            {before
              ? t('health.recipients.before', { value: format.number(before.sent) })
              : t('health.recipients.no-before')}
          </Typography>
        </Flex>
      </Td>
      {SHARES.map((share) => (
        <Td key={share}>
          <ShareCell share={share} figure={row[share]} before={before?.[share]} />
        </Td>
      ))}
    </Tr>
  );
};

const useShare = () => {
  const format = useFormat();
  const intl = useIntl();
  /** Complaints with two decimals: a tenth of a per cent of them is much. */
  return (share: Share, { count, base, percent }: Figure): string =>
    share === 'complaints' && base > 0
      ? intl.formatNumber(count / base, { style: 'percent', maximumFractionDigits: 2 })
      : format.percent(percent);
};

const ShareCell = ({ share, figure, before }: { share: Share; figure: Figure; before?: Figure }) => {
  const t = useT();
  const format = useFormat();
  const intl = useIntl();
  const shareOf = useShare();
  const trend = trendOf(figure, before);
  return (
    <Flex direction="column" alignItems="flex-start">
      <Flex gap={1}>
        <Typography textColor={figure.count ? 'neutral800' : 'neutral500'}>
          {shareOf(share, figure)}
        </Typography>
        {trend && trend.direction !== 'same' && before && (
          <Tooltip
            label={`${t('health.recipients.before', { value: shareOf(share, before) })}; ${t(
              'health.recipients.trend',
              { direction: trend.direction, points: intl.formatNumber(trend.points) },
            )}`}
          >
            <Typography variant="pi" textColor="neutral600" tabIndex={0}>
              {ARROWS[trend.direction]}
            </Typography>
          </Tooltip>
        )}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {format.number(figure.count)}
      </Typography>
    </Flex>
  );
};

const SumRow = ({
  label,
  figures,
  isTotal = false,
}: {
  label: string;
  figures: RecipientRow;
  isTotal?: boolean;
}) => {
  const format = useFormat();
  return (
    <Tr>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1} paddingTop={2} paddingBottom={2}>
          <Typography fontWeight={isTotal ? 'bold' : 'regular'}>{label}</Typography>
          <WeeksChart weeks={figures.weeks} />
        </Flex>
      </Td>
      <Td>
        <Typography fontWeight={isTotal ? 'bold' : 'regular'}>{format.number(figures.sent)}</Typography>
      </Td>
      {SHARES.map((share) => (
        <Td key={share}>
          <ShareCell share={share} figure={figures[share]} />
        </Td>
      ))}
    </Tr>
  );
};
