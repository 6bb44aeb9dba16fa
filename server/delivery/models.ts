import type { RawModel } from '../lib/models';

/** Jobs of the embedded queue. They carry ids only and can be lost: the ledger is the truth. */
export const job: RawModel = {
  name: 'job',
  table: 'mail_campaigns_jobs',
  columns: {
    /** Makes adding the same job twice harmless. */
    jobKey: { type: 'string', required: true },
    payload: { type: 'json' },
    state: { type: 'enumeration', enum: ['waiting', 'active'], required: true },
    lockedBy: { type: 'string' },
    lockedUntil: { type: 'datetime' },
    createdAt: { type: 'datetime', required: true },
  },
  unique: [['job_key']],
  indexes: [['state', 'id']],
};

export const models = [job];
