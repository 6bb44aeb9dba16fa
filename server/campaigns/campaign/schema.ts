import { CAMPAIGN_STATUSES } from '../../../contracts';

/** Content type `campaign`: one mailing. */
export const campaignSchema = {
  kind: 'collectionType',
  collectionName: 'mail_campaigns_campaigns',
  info: { singularName: 'campaign', pluralName: 'campaigns', displayName: 'Mail campaign' },
  options: { draftAndPublish: false },
  pluginOptions: {},
  attributes: {
    name: { type: 'string', required: true, maxLength: 200 },
    subject: { type: 'string', maxLength: 500 },
    preheader: { type: 'string', maxLength: 500 },
    fromName: { type: 'string', maxLength: 200 },
    fromAddress: { type: 'string', maxLength: 254 },
    replyTo: { type: 'string', maxLength: 254 },
    lists: { type: 'relation', relation: 'manyToMany', target: 'plugin::mail-campaigns.list' },
    mjml: { type: 'text' },
    /** IANA name. */
    timeZone: { type: 'string', required: true, default: 'America/Bogota' },
    /** Wall-clock time in `timeZone`, `YYYY-MM-DDTHH:mm`. */
    scheduledLocal: { type: 'string' },
    scheduledAt: { type: 'datetime' },
    viewInBrowser: { type: 'boolean', default: true },
    unsubscribeLink: { type: 'boolean', default: true },
    trackOpens: { type: 'boolean', default: true },
    trackClicks: { type: 'boolean', default: true },
    uncertainPolicy: {
      type: 'enumeration',
      enum: ['hold', 'resend', 'close'],
      required: true,
      default: 'hold',
    },
    /** Strangers may read it in the archive once it goes out. */
    inArchive: { type: 'boolean', default: false },
    /** Its name in the archive, which nobody can guess: given once, never changed. */
    archiveId: { type: 'string' },
    /** When it was last put into the archive or taken out by hand. */
    archiveChangedAt: { type: 'datetime' },
    status: { type: 'enumeration', enum: CAMPAIGN_STATUSES, required: true, default: 'draft' },
    /** Stable code where the system paused or failed it. */
    statusReason: { type: 'string' },
    frozenAt: { type: 'datetime' },
    startedAt: { type: 'datetime' },
    finishedAt: { type: 'datetime' },
  },
  indexes: [
    { name: 'mc_campaigns_status_ix', columns: ['status', 'scheduled_at'] },
    { name: 'mc_campaigns_archive_ix', columns: ['archive_id'] },
  ],
};
