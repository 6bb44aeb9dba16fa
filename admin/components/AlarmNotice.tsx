import { LinkButton } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import { useCan } from '../hooks/useCan';
import { useT } from '../hooks/useT';
import { pathTo } from '../lib/paths';
import { useAlarmsQuery } from '../services/bounces';
import { TitledNotice } from './TitledNotice';

/** How often it is asked whether something went wrong, in milliseconds. */
const EVERY = 60_000;

/** Alarms that nobody has looked at yet, on the screens where people begin their work. */
export const AlarmNotice = () => {
  const t = useT();
  const can = useCan();
  const { data } = useAlarmsQuery(
    { seen: false, pageSize: 1 },
    { skip: !can('bounces.read'), pollingInterval: EVERY },
  );
  const count = data?.meta.pagination.total ?? 0;
  const first = data?.data[0];
  if (count === 0 || !first) return null;
  const values = { domain: first.domain ?? '', campaign: first.campaign?.name ?? '' };
  return (
    <TitledNotice
      tone="warning"
      title={t('bounces.alarms.unseen', { count })}
      action={
        <LinkButton tag={Link} to={pathTo('bounces/alarms')} variant="secondary" size="S">
          {t('bounces.alarms.look')}
        </LinkButton>
      }
    >
      {t(`bounces.alarm.${first.kind}`, values)}
    </TitledNotice>
  );
};
