import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../../contracts';
import { clock } from '../../lib/clock';
import { redacted } from '../../lib/redact';
import { withStoreLock } from '../../lib/store-lock';

const KEY = 'bounces-upkeep';
const HOUR = 3_600_000;
/** Some time after the start, when there is more to do. */
const FIRST_MS = 60_000;

export interface Upkeep {
  /** Ends the work that runs. */
  stop(): Promise<void>;
}

/** One process of many does the work of an hour. */
export const takeTurn = (strapi: Core.Strapi): Promise<boolean> =>
  withStoreLock(strapi, async () => {
    const store = strapi.store({ type: 'plugin', name: PLUGIN_ID });
    const now = clock.now().getTime();
    const last = (await store.get({ key: KEY })) as number | null;
    if (last !== null && last <= now && now - last < HOUR) return false;
    await store.set({ key: KEY, value: now });
    return true;
  });

/** Does the work each hour, in whichever process comes first. */
export function startUpkeep(strapi: Core.Strapi, work: () => Promise<void>): Upkeep {
  let running = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      if (await takeTurn(strapi)) await work();
    } catch (error) {
      strapi.log.error(`[mail-campaigns] old feedback was not cleared away: ${redacted(error)}`);
    }
  };
  const again = (milliseconds: number): NodeJS.Timeout =>
    setTimeout(() => {
      running = turn();
      timer = again(HOUR);
    }, milliseconds).unref();
  let timer = again(FIRST_MS);
  return {
    stop() {
      clearTimeout(timer);
      return running;
    },
  };
}
