import type { RawModel } from '../lib/models';

/** Jobs of the embedded queue. They carry ids only and can be lost: the ledger is the truth. */
export const job: RawModel = {
  name: 'job',
  table: 'mail_campaigns_jobs',
  columns: {
    /** Makes adding the same job twice harmless. */
    jobKey: { type: 'string', required: true },
    payload: { type: 'json' },
    /** Who handles it; null while it waits. */
    lockedBy: { type: 'string' },
    /** Not handed out before. */
    lockedUntil: { type: 'datetime' },
    createdAt: { type: 'datetime', required: true },
  },
  unique: [['job_key']],
};

/** How much of a limit is used: e-mails of a transport by clock hour, of the institution by month. */
export const usage: RawModel = {
  name: 'usage',
  table: 'mail_campaigns_usage',
  columns: {
    scope: { type: 'string', required: true },
    period: { type: 'string', required: true },
    used: { type: 'integer', required: true },
  },
  unique: [['scope', 'period']],
};

export const models = [job, usage];
