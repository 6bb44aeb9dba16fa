import type { ConsentChannel, StoredConsent } from '../../consent';
import { clock } from '../../lib/clock';
import { UNDO_MS } from './undo';

/**
 * Lists that somebody was on and left by a page within the last day, and has not asked for since: a second press of the
 * same button, or coming back to the page, still offers the way back.
 * @param records of the person, oldest first.
 * @param page what a record says that was made there.
 */
export function leftHere(
  records: readonly StoredConsent[],
  page: { channels: readonly ConsentChannel[]; campaignId?: number },
): number[] {
  const since = clock.now().getTime() - UNDO_MS;
  const on = new Set<number>();
  const left = new Set<number>();
  for (const { action, listId, channel, campaignId, occurredAt } of records) {
    if (action === 'revoked') {
      const here =
        page.channels.includes(channel) &&
        (page.campaignId === undefined || page.campaignId === campaignId) &&
        new Date(occurredAt).getTime() > since;
      for (const id of listId === null ? [...on] : [listId]) {
        if (on.delete(id) && here) left.add(id);
      }
    } else if (action === 'erased') {
      on.clear();
      left.clear();
    } else if (listId !== null) {
      left.delete(listId);
      if (action !== 'requested') on.add(listId);
    }
  }
  return [...left];
}
