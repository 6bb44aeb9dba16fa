import type { Core } from '@strapi/strapi';

import { redacted } from '../../lib/redact';
import { giveUsageBack, takeUsage, UNLIMITED, type UsageKey } from './usage';

const WRITE_MILLISECONDS = 1_000;

/** Counts where no limit has to be kept: in memory, and once a second in the database. */
export interface Tally {
  /** @param count below zero for uses that did not happen after all. */
  add(key: UsageKey, count: number): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function createTally(strapi: Core.Strapi): Tally {
  const waiting = new Map<string, { key: UsageKey; count: number }>();
  let timer: NodeJS.Timeout | undefined;

  const add = (key: UsageKey, count: number): void => {
    const id = `${key.scope} ${key.period}`;
    waiting.set(id, { key, count: (waiting.get(id)?.count ?? 0) + count });
    timer ??= setTimeout(() => void flush(), WRITE_MILLISECONDS).unref();
  };

  const flush = async (): Promise<void> => {
    if (waiting.size === 0) return;
    clearTimeout(timer);
    timer = undefined;
    const entries = [...waiting.values()];
    waiting.clear();
    for (const { key, count } of entries) {
      try {
        if (count > 0) await takeUsage(strapi, key, UNLIMITED, count);
        else if (count < 0) await giveUsageBack(strapi, key, -count);
      } catch (error) {
        strapi.log.warn(`[mail-campaigns] ${key.scope} not counted yet: ${redacted(error)}`);
        add(key, count);
      }
    }
  };

  return {
    add,
    flush,
    async close() {
      await flush();
      clearTimeout(timer);
    },
  };
}
