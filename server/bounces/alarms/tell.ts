import type { Core } from '@strapi/strapi';

import type { Alarm } from '../../../contracts';
import { clock } from '../../lib/clock';
import { table } from '../../lib/database';
import { redacted } from '../../lib/redact';
import { ALARMS } from '../tables';
import { readAlarms } from './read';

/** Tells people of an alarm. @throws where they could not be told: it is tried again. */
export type AlarmListener = (alarm: Alarm) => Promise<void>;

/** An alarm that nobody could be told of for so long is seen in the panel. */
const TOO_LATE_MS = 86_400_000;

/** Tells of each alarm once, whichever process does it. */
export function createTelling(strapi: Core.Strapi, listener: AlarmListener) {
  const told = (id: number, at: Date | null) => table(strapi, ALARMS).where({ id }).update({ told_at: at });

  const tell = async (ids: readonly number[]): Promise<void> => {
    for (const alarm of await readAlarms(strapi, ids)) {
      const mine = await table(strapi, ALARMS)
        .where({ id: alarm.id })
        .whereNull('told_at')
        .update({ told_at: clock.now() });
      if (mine === 0) continue;
      try {
        await listener(alarm);
      } catch (error) {
        strapi.log.error(`[mail-campaigns] nobody could be told of an alarm: ${redacted(error)}`);
        await told(alarm.id, null);
      }
    }
  };

  return {
    tell,
    /** What could not be told of before. */
    async tellLate(): Promise<void> {
      const ids = await table(strapi, ALARMS)
        .whereNull('told_at')
        .where('raised_at', '>', new Date(clock.now().getTime() - TOO_LATE_MS))
        .orderBy('id')
        .limit(100)
        .pluck('id');
      await tell(ids as number[]);
    },
  };
}
