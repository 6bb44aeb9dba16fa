import { randomUUID } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import type { AlarmFigures, AlarmKind } from '../../../contracts';
import { clock } from '../../lib/clock';
import { table, toDate, toJson } from '../../lib/database';
import { ALARMS } from '../tables';

export interface RaisedAlarm {
  kind: AlarmKind;
  campaignId: number | null;
  domain: string | null;
  figures: AlarmFigures;
}

/** So long the same trouble is not told of again, seen or not. */
const QUIET_MS = 86_400_000;

/** A domain of any length has its place in a key. */
const keyOf = ({ kind, campaignId, domain }: Omit<RaisedAlarm, 'figures'>): string =>
  `${kind} ${campaignId ?? domain ?? ''}`.slice(0, 255);

interface Known {
  id: number;
  figures: AlarmFigures;
  raisedAt: Date;
  seen: boolean;
}

/** The latest alarm of its kind about the same campaign or domain. */
export async function latest(
  strapi: Core.Strapi,
  about: Omit<RaisedAlarm, 'figures'>,
): Promise<Known | null> {
  const row: { id: number; figures: unknown; raised_at: unknown; open_key: string | null } | undefined =
    await table(strapi, ALARMS)
      .where({ key: keyOf(about) })
      .orderBy('id', 'desc')
      .first('id', 'figures', 'raised_at', 'open_key');
  return row
    ? {
        id: row.id,
        figures: toJson<AlarmFigures>(row.figures) ?? {},
        raisedAt: toDate(row.raised_at) as Date,
        seen: row.open_key === null,
      }
    : null;
}

/** What an alarm tells by now. @param again people are told of it once more. */
const update = (strapi: Core.Strapi, id: number, figures: AlarmFigures, again: boolean): Promise<unknown> =>
  table(strapi, ALARMS)
    .where({ id })
    .update({
      figures: JSON.stringify(figures),
      last_at: clock.now(),
      ...(again && { raised_at: clock.now(), told_at: null }),
    });

/**
 * Raises an alarm. One that nobody has seen yet, or that is younger than a day, is brought up to date instead.
 * @param always not only once a day: each time is an event of its own.
 * @returns the id of one to tell of, else null; in one process only, where several raise it at once.
 */
export async function raise(strapi: Core.Strapi, alarm: RaisedAlarm, always = false): Promise<number | null> {
  const now = clock.now();
  const known = await latest(strapi, alarm);
  const isYoung = known && now.getTime() - known.raisedAt.getTime() < QUIET_MS;
  if (known && (!known.seen || (isYoung && !always))) {
    await update(strapi, known.id, alarm.figures, always);
    return always ? known.id : null;
  }
  const receipt = randomUUID();
  await table(strapi, ALARMS)
    .insert({
      kind: alarm.kind,
      key: keyOf(alarm),
      open_key: keyOf(alarm),
      receipt,
      campaign_id: alarm.campaignId,
      domain: alarm.domain,
      figures: JSON.stringify(alarm.figures),
      raised_at: now,
      last_at: now,
    })
    .onConflict('open_key')
    .ignore();
  const mine: { id: number } | undefined = await table(strapi, ALARMS)
    .where({ key: keyOf(alarm), receipt })
    .first('id');
  return mine?.id ?? null;
}
