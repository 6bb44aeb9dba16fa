import type { Core } from '@strapi/strapi';

import { redacted } from '../lib/redact';
import { service } from '../lib/service';

const AT_ONCE = 4;
const MOST_WAITING = 1000;

export interface Background {
  /** @returns false where too much is waiting already: the visitor has to come back. */
  add(job: () => Promise<void>): boolean;
  /** Resolves when everything that was added is done. */
  drain(): Promise<void>;
}

/**
 * Work after the answer. A visitor must not learn from the time an answer takes whether an address is known, so
 * nothing that depends on the address happens before it.
 */
export const createBackground = ({ strapi }: { strapi: Core.Strapi }): Background => {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  let idle: (() => void)[] = [];

  const next = (): void => {
    const job = running < AT_ONCE ? waiting.shift() : undefined;
    if (job) {
      running += 1;
      void run(job);
    } else if (running === 0) {
      for (const resolve of idle) resolve();
      idle = [];
    }
  };

  const run = async (job: () => Promise<void>): Promise<void> => {
    try {
      await job();
    } catch (error) {
      strapi.log.error(`[mail-campaigns] a subscription request could not be worked on: ${redacted(error)}`);
    }
    running -= 1;
    next();
  };

  return {
    add(job) {
      if (waiting.length >= MOST_WAITING) return false;
      waiting.push(job);
      setImmediate(next);
      return true;
    },
    drain: () =>
      new Promise((resolve) => {
        idle.push(resolve);
        next();
      }),
  };
};

export const backgroundOf = (strapi: Core.Strapi): Background => service(strapi, 'pages-background');
