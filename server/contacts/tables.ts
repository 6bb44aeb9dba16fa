import { contactSchema } from './contact/schema';
import { listSchema } from './list/schema';
import { importRow, importRun, subscription } from './models';

/** Table names for set-based work; single rows of content types go through `strapi.db.query`. */
export const CONTACTS = contactSchema.collectionName;
export const LISTS = listSchema.collectionName;
export const SUBSCRIPTIONS = subscription.table;
export const IMPORT_RUNS = importRun.table;
export const IMPORT_ROWS = importRow.table;
