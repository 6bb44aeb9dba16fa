import { delivery, frozenContent, link, worker } from './models';

export const DELIVERIES = delivery.table;
export const FROZEN_CONTENTS = frozenContent.table;
export const LINKS = link.table;
export const WORKERS = worker.table;

/** Tables of the floors below that the ledger joins. */
export const CONTACTS = 'mail_campaigns_contacts';
export const LISTS = 'mail_campaigns_lists';
export const SUBSCRIPTIONS = 'mail_campaigns_subscriptions';
export const SUPPRESSIONS = 'mail_campaigns_suppressions';
