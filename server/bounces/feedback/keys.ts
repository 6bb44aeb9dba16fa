import type { Core } from '@strapi/strapi';

import { tokensOf } from '../../config';
import type { FeedbackKeys } from './feedback';

/** As `withTag` and `envid` write it: a row id and its signature. Relays may change the case. */
const TAG = /(?<![\w~])[1-9]\d{0,9}~[0-9a-f]{32}(?![\w~])/gi;
/** The left side of our Message-IDs: row, attempt, signature. */
const MESSAGE_ID = /(?<![\w.])mc\.([1-9]\d{0,9}~\d{1,9}~[0-9a-f]{32})@/i;

/** Everything in a text that looks like a tag of ours, in lower case, each once. Whether it is one, `receive` asks. */
export const tagsIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(TAG), ([tag]) => tag.toLowerCase())),
];

/** The ledger row that a tag or Message-ID names, and which of the two it was. */
export interface Named {
  deliveryId: number;
  by: 'tag' | 'message-id';
}

/**
 * Reads keys by our signatures: what was not signed here names nobody. A tag goes before a Message-ID: it is what the
 * relay was told.
 */
export function createKeyReader(strapi: Core.Strapi): (keys: FeedbackKeys) => Named | null {
  const tokens = tokensOf(strapi);
  return ({ tags, messageIds }) => {
    for (const tag of tags) {
      const [id] = tokens.verify('bounce', tag.toLowerCase()) ?? [];
      if (id) return { deliveryId: Number(id), by: 'tag' };
    }
    for (const messageId of messageIds) {
      const token = MESSAGE_ID.exec(messageId)?.[1]?.toLowerCase();
      const [id] = (token && tokens.verify('message', token)) || [];
      if (id) return { deliveryId: Number(id), by: 'message-id' };
    }
    return null;
  };
}
