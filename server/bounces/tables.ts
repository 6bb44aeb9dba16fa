import { feedback } from './models';

export const FEEDBACK = feedback.table;

/** Tables of other rooms that this one reads. */
export const DELIVERIES = 'mail_campaigns_deliveries';
export const EVENTS = 'mail_campaigns_events';
