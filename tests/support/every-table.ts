import type { Core } from '@strapi/strapi';

/** A worker's heartbeat ticks whatever happens. */
const RESTLESS = ['mail_campaigns_workers'];
/** Strapi counts its uploads by the clock. */
const isRestless = ({ key }: Row): boolean => key === 'plugin_upload_metrics';

type Row = Record<string, unknown>;
export type EveryTable = Record<string, string[]>;

const NAMES: Record<string, string> = {
  sqlite: `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  postgres: `select table_name as name from information_schema.tables where table_schema = current_schema()`,
  mysql: `select table_name as name from information_schema.tables where table_schema = database()`,
};

async function tableNames(strapi: Core.Strapi): Promise<string[]> {
  const { client } = strapi.db.dialect as { client: string };
  const answer: unknown = await strapi.db.connection.raw(NAMES[client] as string);
  // A list of rows (SQLite), `{ rows }` (PostgreSQL), a list of rows and one of columns (MySQL).
  const { rows = answer } = answer as { rows?: unknown };
  return ((client === 'mysql' ? (rows as Row[][])[0] : rows) as { name: string }[]).map(({ name }) => name);
}

/**
 * Every row of every table of the database, Strapi's own included, as JSON, to compare before and after.
 * @param except tables to leave out; of others, the columns to leave out.
 */
export async function everyTable(
  strapi: Core.Strapi,
  except: Record<string, 'table' | readonly string[]> = {},
): Promise<EveryTable> {
  const all: EveryTable = {};
  for (const name of (await tableNames(strapi)).sort()) {
    const rule = RESTLESS.includes(name) ? 'table' : (except[name] ?? []);
    if (rule === 'table') continue;
    const rows = (await strapi.db.connection(name).select('*')) as Row[];
    all[name] = rows
      .filter((row) => !isRestless(row))
      .map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !rule.includes(column))))
      .sort();
  }
  return all;
}

const MOST_SHOWN = 300;

/** Rows that came (`+`) and went (`-`), by table; nothing where both are the same. */
export function differences(before: EveryTable, after: EveryTable): string[] {
  const missing = (from: readonly string[] = [], here: readonly string[] = []) => {
    const known = new Set(here);
    return from.filter((row) => !known.has(row)).map((row) => row.slice(0, MOST_SHOWN));
  };
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => [
    ...missing(before[name], after[name]).map((row) => `- ${name} ${row}`),
    ...missing(after[name], before[name]).map((row) => `+ ${name} ${row}`),
  ]);
}
