import { FREQUENCIES } from '../../contracts';
import type { RawModel } from '../lib/models';

/** A contact on a list. */
export const subscription: RawModel = {
  name: 'subscription',
  table: 'mail_campaigns_subscriptions',
  columns: {
    contactId: { type: 'integer', required: true },
    listId: { type: 'integer', required: true },
    status: { type: 'enumeration', enum: ['pending', 'confirmed', 'unsubscribed'], required: true },
    confirmedAt: { type: 'datetime' },
    unsubscribedAt: { type: 'datetime' },
    /** How often at most; null: every e-mail. The person's choice, kept when the list offers none any more. */
    frequency: { type: 'enumeration', enum: FREQUENCIES },
    createdAt: { type: 'datetime', required: true },
    updatedAt: { type: 'datetime', required: true },
  },
  unique: [['contact_id', 'list_id']],
  indexes: [['list_id', 'status']],
};

/** One import of a file. */
export const importRun: RawModel = {
  name: 'import-run',
  table: 'mail_campaigns_import_runs',
  columns: {
    fileName: { type: 'string', required: true },
    /** SHA-256 of the file, hex; also its name in the import folder. */
    fileHash: { type: 'string', required: true },
    format: { type: 'string', required: true },
    encoding: { type: 'string' },
    separator: { type: 'string' },
    status: { type: 'string', required: true },
    columns: { type: 'json' },
    targets: { type: 'json' },
    listIds: { type: 'json' },
    updateExisting: { type: 'boolean' },
    consentNote: { type: 'text' },
    totalRows: { type: 'integer', required: true },
    processedRows: { type: 'integer', required: true },
    createdCount: { type: 'integer', required: true },
    updatedCount: { type: 'integer', required: true },
    unchangedCount: { type: 'integer', required: true },
    duplicateCount: { type: 'integer', required: true },
    refusedCount: { type: 'integer', required: true },
    error: { type: 'string' },
    actorId: { type: 'integer' },
    createdAt: { type: 'datetime', required: true },
    heartbeatAt: { type: 'datetime' },
    finishedAt: { type: 'datetime' },
  },
};

/** A row that an import refused, kept so that it can be mended and imported again. */
export const importRow: RawModel = {
  name: 'import-row',
  table: 'mail_campaigns_import_rows',
  columns: {
    runId: { type: 'integer', required: true },
    /** As a spreadsheet counts: the header is row 1. */
    rowNumber: { type: 'integer', required: true },
    reason: { type: 'string', required: true },
    /** Where the row has a good address, so that it goes when the person is erased. */
    addressHash: { type: 'string' },
    cells: { type: 'json' },
  },
  unique: [['run_id', 'row_number']],
  indexes: [['address_hash']],
};

export const models = [subscription, importRun, importRow];
