import type { Core } from '@strapi/strapi';

import { publicBaseUrl } from '../../config';
import { ledgerOf, type LedgerRow } from '../../ledger';
import { clock } from '../../lib/clock';
import { redacted } from '../../lib/redact';
import { trackingOf, type Hit } from '../../tracking';
import { frameFor } from '../page/frame';
import { guarded, harden, sendNotFound, sendNotice, type PublicContext } from '../page/respond';
import { readClick, readDelivery } from '../recipient';
import { locationOf } from './location';

/** A transparent image of one pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

const isSet = (value: string) => value.trim() === '1';

const hitOf = (ctx: PublicContext, row: LedgerRow, type: Hit['type'], linkId: number | null): Hit => ({
  deliveryId: row.id,
  campaignId: row.campaignId,
  contactId: row.contactId,
  tracking: row.tracking,
  hits: row.hits,
  type,
  linkId,
  method: ctx.method,
  userAgent: ctx.get('User-Agent'),
  ip: ctx.request.ip,
  purpose: ['Sec-Purpose', 'Purpose', 'X-Moz']
    .map((name) => ctx.get(name))
    .join(' ')
    .trim(),
  doNotTrack: isSet(ctx.get('DNT')) || isSet(ctx.get('Sec-GPC')),
  // In flight: the relay has it and its answer is being written down, so this is the moment of arrival.
  acceptedAt: row.acceptedAt ?? (row.status === 'in_flight' ? clock.now() : null),
});

export const createEngagementController = ({ strapi }: { strapi: Core.Strapi }) => {
  /** Whoever opens or clicks gets the image or the page, also when we cannot write it down. */
  const tryTo = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      strapi.log.error(`[mail-campaigns] ${what} was not recorded: ${redacted(error)}`);
    }
  };

  /** The hidden link leads to a page that is open to everybody. */
  const linkOf = ({ row, position }: { row: LedgerRow; position: number | null }) =>
    position === null
      ? { id: null, url: `${publicBaseUrl(strapi)}/subscribe` }
      : ledgerOf(strapi).link(row.campaignId, position);

  return {
    /** Always the image, whatever the token: an answer that differs would tell a guesser something. */
    async open(ctx: PublicContext): Promise<void> {
      await tryTo('an open', async () => {
        const row = await readDelivery(strapi, 'open', ctx.params.token ?? '');
        if (typeof row !== 'string') await trackingOf(strapi).record(hitOf(ctx, row, 'open', null));
      });
      harden(ctx);
      ctx.set('Cache-Control', 'no-store, no-cache, must-revalidate, private');
      // Webmail shows the image inside its own pages.
      ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
      ctx.set('Content-Type', 'image/gif');
      ctx.status = 200;
      ctx.body = PIXEL;
    },

    /** To the target that was stored when the campaign started; nothing in the request can name another one. */
    click: guarded(strapi, async (ctx) => {
      const found = await readClick(strapi, ctx.params.token ?? '');
      if (found === 'test') return sendNotice(ctx, await frameFor(strapi, ctx), 'test');
      if (found === 'unknown') return sendNotFound(strapi, ctx);
      const link = await linkOf(found);
      const target = link && locationOf(link.url);
      if (!target) return sendNotFound(strapi, ctx);
      const hit = hitOf(ctx, found.row, link.id === null ? 'trap' : 'click', link.id);
      await tryTo('a click', () => trackingOf(strapi).record(hit));
      harden(ctx);
      ctx.set('Location', target);
      ctx.status = 302;
      ctx.body = '';
    }),
  };
};
