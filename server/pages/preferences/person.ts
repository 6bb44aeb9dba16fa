import type { Core } from '@strapi/strapi';

import { preferencesOf, type Preferences } from '../../contacts';
import { ledgerOf, type LedgerRow } from '../../ledger';
import { type Frame, frameFor } from '../page/frame';
import { sendNotFound, sendNotice, type PublicContext } from '../page/respond';
import { readPreferencesToken } from './token';

export interface Person {
  preferences: Preferences;
  /** Of the e-mail whose link was followed; null outside a campaign. */
  row: LedgerRow | null;
  frame: Frame;
}

/** The person behind the link; answers itself where there is none: forged, a test, erased, an address of before. */
export async function personOf(strapi: Core.Strapi, ctx: PublicContext): Promise<Person | null> {
  const claim = readPreferencesToken(strapi, ctx.params.token ?? '');
  if (!claim) {
    await sendNotFound(strapi, ctx);
    return null;
  }
  if (claim.contactId === 0) {
    sendNotice(ctx, await frameFor(strapi, ctx), 'test');
    return null;
  }
  const preferences = await preferencesOf(strapi).read(claim.contactId);
  if (!preferences) {
    sendNotice(ctx, await frameFor(strapi, ctx), 'erased');
    return null;
  }
  if (!claim.isFor(preferences.emailHash)) {
    sendNotice(ctx, await frameFor(strapi, ctx), 'moved', { status: 410, mark: 'wait' });
    return null;
  }
  return {
    preferences,
    row: claim.deliveryId === 0 ? null : await ledgerOf(strapi).row(claim.deliveryId),
    frame: await frameFor(strapi, ctx, { contact: preferences.language }),
  };
}
