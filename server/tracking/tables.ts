import { event } from './models';

export const EVENTS = event.table;

/** Tables of the ledger that tracking reads. */
export const DELIVERIES = 'mail_campaigns_deliveries';
export const LINKS = 'mail_campaigns_links';
