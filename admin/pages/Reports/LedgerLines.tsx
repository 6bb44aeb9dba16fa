import { Flex, Typography } from '@strapi/design-system';

import { SENDING_STATUSES, type Report } from '../../../contracts';
import { TitledNotice } from '../../components/TitledNotice';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { RECIPIENT_STATUSES } from '../Campaigns/ledgerFigures';
import { Section } from '../Campaigns/Section';
import { AddsUp } from '../Campaigns/view/LedgerSection';

/** The sums in full: who was considered, what became of them, what counts as sent. */
export const LedgerLines = ({ report }: { report: Report }) => {
  const t = useT();
  const { ledger, sent, measures } = report;
  const { candidates, recipients, byStatus, addsUp } = ledger;
  const countOf = (key: string) => measures.find((measure) => measure.key === key)?.count ?? 0;
  return (
    <Section title={t('reports.ledger.title')} action={addsUp && <AddsUp />}>
      {!addsUp && (
        <TitledNotice tone="danger" title={t('campaigns.ledger.does-not-add-up')}>
          {t('campaigns.ledger.does-not-add-up-todo')}
        </TitledNotice>
      )}
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        <Sum
          total={{ label: t('reports.ledger.candidates'), count: candidates }}
          parts={[
            { label: t('reports.ledger.excluded'), count: byStatus.excluded },
            { label: t('reports.ledger.recipients'), count: recipients },
          ]}
        />
        <Sum
          total={{ label: t('reports.ledger.recipients'), count: recipients }}
          parts={RECIPIENT_STATUSES.map((status) => ({
            label: t(`reports.ledger.state.${status}`),
            count: byStatus[status],
          }))}
        />
        <Sum
          total={{ label: t('reports.ledger.sent'), count: sent }}
          parts={(['delivered', 'softBounces', 'hardBounces'] as const).map((key) => ({
            label: t(`reports.ledger.part.${key}`),
            count: countOf(key),
          }))}
        />
        <Sum
          total={{ label: t('reports.measure.sending'), count: countOf('sending') }}
          parts={SENDING_STATUSES.map((status) => ({
            label: t(`reports.ledger.state.${status}`),
            count: byStatus[status],
          }))}
        />
      </Flex>
    </Section>
  );
};

interface Term {
  label: string;
  count: number;
}

const Sum = ({ total, parts }: { total: Term; parts: Term[] }) => {
  const format = useFormat();
  const written = ({ label, count }: Term) => `${format.number(count)} ${label.toLocaleLowerCase()}`;
  return (
    <Typography tag="li">
      <strong>{written(total)}</strong>
      {` = ${parts.map(written).join(' + ')}`}
    </Typography>
  );
};
