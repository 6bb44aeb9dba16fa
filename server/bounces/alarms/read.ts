import type { Core } from '@strapi/strapi';

import type { Alarm, AlarmFigures, AlarmKind, AlarmsResponse } from '../../../contracts';
import { clock } from '../../lib/clock';
import { table, toCount, toInstant, toJson } from '../../lib/database';
import { pagination } from '../../lib/validate';
import { campaignNames } from '../campaign-names';
import { ALARMS } from '../tables';

interface Row {
  id: number;
  kind: AlarmKind;
  campaign_id: number | null;
  domain: string | null;
  figures: unknown;
  raised_at: unknown;
  last_at: unknown;
  seen_at: unknown;
}

async function toAlarms(strapi: Core.Strapi, rows: readonly Row[]): Promise<Alarm[]> {
  const names = await campaignNames(
    strapi,
    rows.map((row) => row.campaign_id),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    campaign:
      row.campaign_id === null ? null : { id: row.campaign_id, name: names.get(row.campaign_id) ?? '' },
    domain: row.domain,
    figures: toJson<AlarmFigures>(row.figures) ?? {},
    raisedAt: toInstant(row.raised_at) as string,
    lastAt: toInstant(row.last_at) as string,
    seenAt: toInstant(row.seen_at),
  }));
}

export async function readAlarms(strapi: Core.Strapi, ids: readonly number[]): Promise<Alarm[]> {
  if (ids.length === 0) return [];
  const rows = (await table(strapi, ALARMS)
    .whereIn('id', [...ids])
    .orderBy('id')) as Row[];
  return toAlarms(strapi, rows);
}

/** One page, the newest first. */
export async function listAlarms(
  strapi: Core.Strapi,
  { page, pageSize, seen }: { page: number; pageSize: number; seen?: boolean | undefined },
): Promise<AlarmsResponse> {
  const matching = () => {
    const query = table(strapi, ALARMS);
    if (seen === true) query.whereNotNull('seen_at');
    if (seen === false) query.whereNull('seen_at');
    return query;
  };
  const [{ count }] = (await matching().count({ count: '*' })) as [{ count: unknown }];
  const rows = (await matching()
    .orderBy([
      { column: 'raised_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(pageSize)
    .offset((page - 1) * pageSize)) as Row[];
  return { data: await toAlarms(strapi, rows), meta: pagination(page, pageSize, toCount(count)) };
}

/** A person has seen these, or all. @returns how many they had not seen before. */
export const seeAlarms = async (
  strapi: Core.Strapi,
  ids: readonly number[] | null,
  actorId: number,
): Promise<number> => {
  const query = table(strapi, ALARMS).whereNull('seen_at');
  if (ids) query.whereIn('id', [...ids]);
  return query.update({ seen_at: clock.now(), seen_by: actorId, open_key: null });
};
