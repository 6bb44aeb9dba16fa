import type { Core } from '@strapi/strapi';

import type { TrackingChoice } from '../../contracts';
import { configOf } from '../config';
import { mayMeasure } from '../contacts';
import { ledgerOf } from '../ledger';
import { clock } from '../lib/clock';
import { qualified, type Transaction } from '../lib/database';
import { insertionOf, momentPlus, type Statement } from '../lib/dialect';
import { createGroups } from '../lib/groups';
import { addressOf, networkOf } from '../lib/network';
import { redacted } from '../lib/redact';
import { touchesOf } from './corrections';
import { forget } from './forgetting';
import { createLinkCounts } from './link-counts';
import { createReclassification } from './reclassification';
import { isEvent, judgeAlone, type RuleSettings } from './rules/alone';
import type { Evidence, Verdict } from './rules/evidence';
import { createScannerNetworks } from './scanner-networks';
import { createSecondLook, latest } from './second-look';
import { EVENTS } from './tables';
import { openPlaces, type Places } from './traits/places';
import { NO_TRAITS, traitsOf, type Traits } from './traits/traits';

const STRING_LENGTH = 255;
/**
 * How long a group gathers. A commit waits for the disk, and on SQLite the whole process waits with it: ten
 * milliseconds that no reader of an e-mail notices make one commit of many.
 */
const GATHER_MS = 10;
/** Of an event, besides the moment. */
const COLUMNS = {
  campaign_id: 'integer',
  delivery_id: 'integer',
  type: 'text',
  link_id: 'integer',
  class: 'text',
  rule: 'text',
  ip: 'text',
  user_agent: 'text',
  purpose: 'text',
  since_accepted: 'integer',
  scanner_network: 'text',
  device: 'text',
  client: 'text',
  os: 'text',
  country: 'text',
  city: 'text',
} as const;
/** The most that an integer column holds, some 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

export interface Hit {
  deliveryId: number;
  campaignId: number;
  /** Null once the person is erased: then neither network nor user agent is kept. */
  contactId: number | null;
  /** What the person said about being measured. */
  tracking: TrackingChoice | null;
  /** Opens and clicks of that e-mail before. */
  hits: number;
  /** `trap`: the hidden link. */
  type: Evidence['type'];
  linkId: number | null;
  method: string;
  userAgent: string;
  ip: string;
  /** Values of Sec-Purpose, Purpose and X-Moz, joined. */
  purpose: string;
  /** The browser sent `DNT: 1` or `Sec-GPC: 1`. */
  doNotTrack: boolean;
  acceptedAt: Date | null;
}

export interface TrackingService {
  /**
   * Classifies and stores; resolves when the event is committed (events of the same moment share a transaction)
   * or when none is to be kept. @throws when the database refuses.
   */
  record(hit: Hit): Promise<void>;
  /**
   * Takes network, user agent, device and place out of the events of these people. Call it while the ledger still
   * names them.
   */
  forget(contactIds: readonly number[], trx: Transaction): Promise<void>;
  /**
   * Applies the rules again to every event and moves what changes between the counters of the ledger. One process at a
   * time; doing it twice changes nothing.
   * @returns how many events got another verdict, device or place; null where another process is at it.
   */
  reclassify(): Promise<number | null>;
  /**
   * Opens the file of `tracking.geoFile`, and starts `reclassify` in the background where the rules or their settings
   * are not those of the last time. @throws Error for a file that cannot be used.
   */
  start(): Promise<void>;
  /** Resolves when nothing is left to write. */
  drain(): Promise<void>;
}

interface Recorded {
  hit: Hit;
  evidence: Evidence & { userAgent: string };
  verdict: Verdict;
  traits: Traits;
}

export const createTrackingService = ({ strapi }: { strapi: Core.Strapi }): TrackingService => {
  const { truncateIp, tooSoonSeconds, scannerNetworks, geoFile } = configOf(strapi).tracking;
  let places: Places | null = null;
  const scanners = createScannerNetworks(scannerNetworks);
  const settings: RuleSettings = {
    tooSoonMs: tooSoonSeconds * 1000,
    isScanner: (evidence) => scanners.holds(evidence),
  };
  const linkCounts = createLinkCounts(strapi);
  const lookAgain = createSecondLook(strapi, settings, linkCounts);
  const reclassification = createReclassification(strapi, settings, linkCounts, () => places);

  const evidenceOf = (hit: Hit): Recorded['evidence'] => {
    const occurredAt = clock.now();
    return {
      type: hit.type,
      linkId: hit.linkId,
      occurredAt,
      ip: truncateIp ? networkOf(hit.ip) : addressOf(hit.ip),
      userAgent: hit.userAgent.slice(0, STRING_LENGTH),
      purpose: hit.purpose.slice(0, STRING_LENGTH) || null,
      sinceAccepted: hit.acceptedAt && Math.min(occurredAt.getTime() - hit.acceptedAt.getTime(), LONGEST_MS),
      scannerNetwork: scanners.entryOf(hit.ip),
    };
  };

  const judgeHit = (hit: Hit): Recorded => {
    const evidence = evidenceOf(hit);
    const verdict = judgeAlone(evidence, settings);
    // The place is looked up of the whole address; only the place is kept of it.
    const request = { ...evidence, ip: hit.ip, class: verdict.class };
    return { hit, evidence, verdict, traits: hit.contactId === null ? NO_TRAITS : traitsOf(request, places) };
  };

  const toRow = ({ hit, evidence, verdict, traits }: Recorded) => {
    const erased = hit.contactId === null;
    return {
      campaign_id: hit.campaignId,
      delivery_id: hit.deliveryId,
      type: evidence.type,
      link_id: evidence.linkId,
      class: verdict.class,
      rule: verdict.rule,
      ip: erased ? null : evidence.ip,
      user_agent: erased ? null : evidence.userAgent,
      purpose: evidence.purpose,
      since_accepted: evidence.sinceAccepted,
      scanner_network: evidence.scannerNetwork,
      ...traits,
    };
  };

  /** In their order, so that ids follow the order of arrival. */
  const insertion = (events: readonly Recorded[]): Statement => {
    const first = events[0]?.evidence.occurredAt ?? clock.now();
    const after = ({ evidence }: Recorded) => evidence.occurredAt.getTime() - first.getTime();
    return insertionOf(strapi, {
      table: qualified(strapi, EVENTS),
      rows: events.map((event) => ({ ...toRow(event), after: after(event) })),
      columns: COLUMNS,
      more: {
        occurred_at: { sql: momentPlus(strapi, 'v.after'), from: { after: 'integer' }, bindings: [first] },
      },
    });
  };

  const write = async (events: Recorded[]): Promise<void[]> => {
    const stored = events.map(({ hit: { deliveryId, contactId, hits }, evidence, verdict }) => ({
      ...{ deliveryId, hits, isErased: contactId === null },
      ...{ type: evidence.type, occurredAt: evidence.occurredAt, class: verdict.class },
    }));
    await ledgerOf(strapi).engage(touchesOf(stored), undefined, insertion(events));
    try {
      await lookAgain(stored);
    } catch (error) {
      strapi.log.error(`[mail-campaigns] opens and clicks were not judged together: ${redacted(error)}`);
    }
    return [];
  };

  const group = createGroups<Recorded>({
    work: write,
    gatherMs: GATHER_MS,
    failed: (error, count) =>
      strapi.log.error(`[mail-campaigns] ${count} opens or clicks could not be stored: ${redacted(error)}`),
  });

  return {
    async record(hit) {
      if (!isEvent(hit) || !mayMeasure(strapi, hit.tracking)) return;
      await group.add(judgeHit(hit));
    },
    forget: (contactIds, trx) => forget(strapi, contactIds, trx),
    reclassify: () => reclassification.run(),
    async start() {
      if (geoFile) places = await openPlaces(geoFile);
      await lookAgain(await latest(strapi));
      reclassification.start();
    },
    async drain() {
      await group.drain();
      await reclassification.stop();
    },
  };
};
