import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';
import { tagHeaders } from '../bounces';
import { configOf, institutionOf, loadDkimKeys, publicBaseUrl, tokensOf } from '../config';
import { mayMeasure } from '../contacts';
import { ledgerOf } from '../ledger';
import { createSigner, keysOfAddress } from './message/dkim';
import { compileMessage, type ComposeMessage } from './message/message';

/** Campaigns whose compiled messages are kept at once. */
const KEPT = 8;

/** Composers by campaign: frozen content never changes, so a compiled one serves until it makes room for another. */
export function createComposers(strapi: Core.Strapi): (campaignId: number) => Promise<ComposeMessage> {
  const kept = new Map<number, ComposeMessage>();
  const keys = loadDkimKeys(configOf(strapi));
  return async (campaignId) => {
    const known = kept.get(campaignId);
    if (known) return known;
    const content = await ledgerOf(strapi).content(campaignId);
    if (!content) throw new Error(`Campaign ${campaignId} is not frozen`);
    const campaign = (await strapi.db
      .query(`plugin::${PLUGIN_ID}.campaign`)
      .findOne({ select: ['name'], where: { id: campaignId } })) as { name: string } | null;
    const composer = compileMessage({
      campaign: { id: campaignId, name: campaign?.name ?? '' },
      content,
      institution: await institutionOf(strapi),
      baseUrl: publicBaseUrl(strapi),
      tokens: tokensOf(strapi),
      mayMeasure: (choice) => mayMeasure(strapi, choice),
      bounceAddress: configOf(strapi).bounceAddress,
      tagHeaders: tagHeaders(configOf(strapi).webhooks),
      unsubscribeAddress: configOf(strapi).unsubscribeAddress,
      sign: createSigner(keysOfAddress(keys, content.fromAddress)),
    });
    kept.set(campaignId, composer);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as number);
    return composer;
  };
}
