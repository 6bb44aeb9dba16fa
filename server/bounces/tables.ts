import { alarm, feedback } from './models';

export const FEEDBACK = feedback.table;
export const ALARMS = alarm.table;

/** Tables of other rooms that this one reads. */
export const DELIVERIES = 'mail_campaigns_deliveries';
export const EVENTS = 'mail_campaigns_events';
export const CAMPAIGNS = 'mail_campaigns_campaigns';
export const CONTACTS = 'mail_campaigns_contacts';
