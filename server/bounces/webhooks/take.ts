import type { Core } from '@strapi/strapi';

import type { WebhookProvider } from '../../../contracts';
import { isPassing } from '../../lib/database';
import { redacted } from '../../lib/redact';
import { service } from '../../lib/service';
import type { Feedback } from '../feedback/feedback';
import type { BouncesService } from '../service';
import { feedbackIn } from './events';
import { Refused } from './provider';

const bouncesOf = (strapi: Core.Strapi): BouncesService => service(strapi, 'bounces');

interface Batch {
  provider: WebhookProvider;
  events: readonly unknown[];
  /** Events that happened before this moment are left out. */
  since: Date;
}

/** What became of the events of a request. */
export interface Taken {
  /** Stored, or known before. */
  received: number;
  /** Of no concern to us: another kind, or too old. */
  ignored: number;
  /** Kept for a person to look at, because they could not be read or stored. */
  setAside: number;
}

/**
 * Stores what the events of a request say. One that cannot be read is set aside and keeps none of the others back.
 * @throws Refused `old` where all that there is is too old; Error where the database does not answer.
 */
export async function take(strapi: Core.Strapi, { provider, events, since }: Batch): Promise<Taken> {
  const taken: Taken = { received: 0, ignored: 0, setAside: 0 };
  const items: Feedback[] = [];
  let tooOld = 0;
  for (const event of events) {
    const found = await readOne(strapi, provider, event);
    if (!found) taken.setAside += 1;
    else if (found.length === 0) taken.ignored += 1;
    else {
      const recent = found.filter(({ occurredAt }) => !occurredAt || occurredAt >= since);
      tooOld += found.length - recent.length;
      items.push(...recent);
    }
  }
  if (tooOld > 0 && items.length === 0) throw new Refused('old');
  const failed = await store(strapi, items);
  return {
    received: items.length - failed,
    ignored: taken.ignored + tooOld,
    setAside: taken.setAside + failed,
  };
}

async function readOne(
  strapi: Core.Strapi,
  provider: WebhookProvider,
  event: unknown,
): Promise<Feedback[] | null> {
  try {
    return feedbackIn(provider, event);
  } catch (error) {
    const why = error instanceof Error ? error.name : 'Error';
    await bouncesOf(strapi).setAside({ source: provider, evidence: JSON.stringify(event), why });
    return null;
  }
}

/**
 * All at once; where that fails, one by one, so that one that the database does not take loses no other.
 * @returns how many were set aside.
 * @throws Error where the database takes nothing at all, or not at the moment.
 */
async function store(strapi: Core.Strapi, items: readonly Feedback[]): Promise<number> {
  try {
    await bouncesOf(strapi).receive(items);
    return 0;
  } catch {
    let failed = 0;
    for (const item of items) failed += await storeOne(strapi, item);
    return failed;
  }
}

async function storeOne(strapi: Core.Strapi, item: Feedback): Promise<0 | 1> {
  try {
    await bouncesOf(strapi).receive([item]);
    return 0;
  } catch (error) {
    if (isPassing(error)) throw error;
    const why = redacted(error);
    await bouncesOf(strapi).setAside({ source: item.source, evidence: item.evidence, why });
    strapi.log.error(`[mail-campaigns] An event of "${item.source}" could not be stored: ${why}`);
    return 1;
  }
}
