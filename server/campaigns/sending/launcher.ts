import type { Core } from '@strapi/strapi';

import { institutionOf } from '../../config';
import { freezeContent, type FinishedContent } from '../../content';
import { deliveryOf } from '../../delivery';
import { ledgerOf } from '../../ledger';
import { clock } from '../../lib/clock';
import { inTransaction } from '../../lib/database';
import { redacted } from '../../lib/redact';
import { check, isError } from '../campaign/readiness';
import { asPlugin, writeStatus } from '../campaign/status';
import { campaignQuery, findCampaign, listIdsOf, optionsOf, type CampaignRow } from '../campaign/store';

/** Starts that end in an unforeseen error (a lost database connection) before the campaign pauses and asks. */
const ATTEMPTS = 3;

const UNFROZEN = { frozenAt: { $null: true } };

export interface Launcher {
  /**
   * Freezes the campaign if need be and hands it to the delivery, in the background. Calling it twice, or on two
   * instances at once, is harmless: one freeze wins.
   */
  launch(campaignId: number): void;
  /** Takes no more campaigns and waits for the starts that run. */
  stop(): Promise<void>;
}

export const createLauncher = ({ strapi }: { strapi: Core.Strapi }): Launcher => {
  const running = new Map<number, Promise<void>>();
  const failures = new Map<number, number>();
  let stopped = false;

  const attempt = async (campaignId: number): Promise<void> => {
    try {
      await start(strapi, campaignId);
      failures.delete(campaignId);
    } catch (error) {
      strapi.log.error(`[mail-campaigns] Campaign ${campaignId} did not start: ${redacted(error)}`);
      const count = (failures.get(campaignId) ?? 0) + 1;
      failures.set(campaignId, count);
      if (count < ATTEMPTS) return;
      failures.delete(campaignId);
      await writeStatus(strapi, campaignId, 'halt', {
        fields: { statusReason: 'start-failed' },
        guard: UNFROZEN,
      });
    }
  };

  return {
    launch(campaignId) {
      if (stopped || running.has(campaignId)) return;
      const run = attempt(campaignId)
        .catch((error) => strapi.log.error(`[mail-campaigns] Campaign ${campaignId}: ${redacted(error)}`))
        .finally(() => running.delete(campaignId));
      running.set(campaignId, run as Promise<void>);
    },
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
  };
};

async function start(strapi: Core.Strapi, campaignId: number): Promise<void> {
  const row = await findCampaign(strapi, campaignId);
  if (row?.status !== 'sending') return;
  if (!row.frozenAt && !(await freeze(strapi, row))) return;
  await deliveryOf(strapi).enqueue(campaignId);
}

/** @returns false where the campaign cannot go out; its status then says why. */
async function freeze(strapi: Core.Strapi, row: CampaignRow): Promise<boolean> {
  const obstacle = (await check(strapi, row)).problems.find(isError);
  if (obstacle) {
    await giveUp(strapi, row.id, obstacle.code);
    return false;
  }
  const signing = await deliveryOf(strapi).selfCheck(row.fromAddress ?? '');
  if (!signing.ok) {
    strapi.log.error(`[mail-campaigns] DKIM: ${signing.reason}`);
    await giveUp(strapi, row.id, 'dkim-invalid');
    return false;
  }
  const content = await contentOf(strapi, row);
  await inTransaction(strapi, async (trx) => {
    const now = clock.now();
    const { count } = await asPlugin(() =>
      campaignQuery(strapi).updateMany({
        where: { ...UNFROZEN, id: row.id, status: 'sending' },
        data: { frozenAt: now, startedAt: now, updatedAt: now },
      }),
    );
    if (count !== 1) return;
    const { fromName, fromAddress, replyTo } = row;
    const sender = { fromName: fromName ?? '', fromAddress: fromAddress ?? '', replyTo };
    await ledgerOf(strapi).freeze(
      row.id,
      listIdsOf(row),
      { ...content, ...sender, options: optionsOf(row) },
      trx,
    );
  });
  return true;
}

/** Content with the system's parts in, links numbered. @throws ApplicationError `content-invalid` */
export async function contentOf(strapi: Core.Strapi, row: CampaignRow): Promise<FinishedContent> {
  const institution = await institutionOf(strapi);
  return freezeContent({
    mjml: row.mjml ?? '',
    subject: row.subject ?? '',
    preheader: row.preheader ?? '',
    options: optionsOf(row),
    institution,
    language: institution.language,
  });
}

/** What whoever runs the server can mend; the campaign is then resumed. */
const MENDABLE = ['transport-missing', 'dkim-invalid'];

/** What cannot be mended needs another content, so another campaign. */
async function giveUp(strapi: Core.Strapi, campaignId: number, reason: string): Promise<void> {
  const transition = MENDABLE.includes(reason) ? 'halt' : 'fail';
  await writeStatus(strapi, campaignId, transition, {
    fields: { statusReason: reason, ...(transition === 'fail' && { finishedAt: clock.now() }) },
    guard: UNFROZEN,
  });
  strapi.log.error(`[mail-campaigns] Campaign ${campaignId} was not sent: ${reason}`);
}
