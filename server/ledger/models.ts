import { DELIVERY_STATUSES } from '../../contracts';
import type { RawModel } from '../lib/models';

/**
 * The ledger: one row per campaign and person considered. Written by this room only.
 * Later evidence stands in columns beside the status.
 */
export const delivery: RawModel = {
  name: 'delivery',
  table: 'mail_campaigns_deliveries',
  columns: {
    campaignId: { type: 'integer', required: true },
    /** Null once the person is erased. */
    contactId: { type: 'integer' },
    /** The list through which the person is written to: the first of the campaign's lists that holds them confirmed. */
    listId: { type: 'integer' },
    /** Null once the person is erased. */
    address: { type: 'string' },
    addressHash: { type: 'string', required: true },
    domain: { type: 'string', required: true },
    status: { type: 'enumeration', enum: DELIVERY_STATUSES, required: true },
    /** With `excluded`: an ExclusionReason. */
    reason: { type: 'string' },
    attempts: { type: 'integer', required: true },
    nextAttemptAt: { type: 'datetime' },
    firstAttemptAt: { type: 'datetime' },
    /** Of the claim that marked it in flight, kept with an uncertain row so that a late outcome still finds it. */
    claim: { type: 'string' },
    workerId: { type: 'string' },
    messageId: { type: 'string' },
    acceptedAt: { type: 'datetime' },
    /** hard | soft, from a refusal now or a bounce later. */
    bounceClass: { type: 'string' },
    /** One of SOFT_REASONS or HARD_REASONS of the report. */
    bounceReason: { type: 'string' },
    bouncedAt: { type: 'datetime' },
    /** The server's last words, e.g. `550 5.1.1 …`, at most 500 characters. */
    reply: { type: 'text' },
    complainedAt: { type: 'datetime' },
    /** The latest word of somebody else (a provider, a delivery report) that it arrived: a sign of life, counted nowhere. */
    arrivedAt: { type: 'datetime' },
    unsubscribedAt: { type: 'datetime' },
    /** Opens and clicks of class human or proxy. */
    openCount: { type: 'integer', required: true },
    clickCount: { type: 'integer', required: true },
    /** Opens and clicks of class machine. */
    machineOpenCount: { type: 'integer', required: true },
    machineClickCount: { type: 'integer', required: true },
    /** Opens of class privacy: a mail program fetched the image, whether anybody read or not. */
    privacyOpenCount: { type: 'integer', required: true, default: 0 },
    updatedAt: { type: 'datetime', required: true },
  },
  unique: [
    // Finds a person's rows, too.
    ['contact_id', 'campaign_id'],
    ['campaign_id', 'address_hash'],
  ],
  // Each one is written twice per e-mail.
  indexes: [
    ['campaign_id', 'status', 'next_attempt_at'],
    // A claim finds its few rows by it, however many the campaign has.
    ['campaign_id', 'status', 'id'],
  ],
};

/** The content as it goes out, fixed when sending starts: later edits of the campaign change nothing that was sent. */
export const frozenContent: RawModel = {
  name: 'frozen-content',
  table: 'mail_campaigns_frozen_contents',
  columns: {
    campaignId: { type: 'integer', required: true },
    /** Liquid templates: `{{ … }}` is filled per person. */
    subject: { type: 'text', required: true },
    preheader: { type: 'text' },
    html: { type: 'text', required: true },
    text: { type: 'text', required: true },
    fromName: { type: 'string', required: true },
    fromAddress: { type: 'string', required: true },
    replyTo: { type: 'string' },
    options: { type: 'json' },
    /** Ledger rows written by the freeze: what the sum check counts against. */
    candidates: { type: 'integer' },
    createdAt: { type: 'datetime', required: true },
  },
  unique: [['campaign_id']],
};

/** A link of a campaign; the target is here and never in a URL. */
export const link: RawModel = {
  name: 'link',
  table: 'mail_campaigns_links',
  columns: {
    campaignId: { type: 'integer', required: true },
    /** From 0, in the order of the content. */
    position: { type: 'integer', required: true },
    url: { type: 'text', required: true },
  },
  unique: [['campaign_id', 'position']],
};

/** A process that sends; its silence means that what it had in flight is uncertain. */
export const worker: RawModel = {
  name: 'worker',
  table: 'mail_campaigns_workers',
  columns: {
    workerId: { type: 'string', required: true },
    host: { type: 'string', required: true },
    pid: { type: 'integer', required: true },
    heartbeatAt: { type: 'datetime', required: true },
    /** What it says of itself: a WorkerReport. */
    report: { type: 'json' },
  },
  unique: [['worker_id']],
};

export const models = [delivery, frozenContent, link, worker];
