import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import type { Knex } from './database';

export type Dialect = 'sqlite' | 'postgres' | 'mysql';
export const dialectOf = (strapi: Core.Strapi): Dialect => strapi.db.dialect.client as Dialect;

/** Column types of a JSON row set. */
type ColumnType = 'integer' | 'biginteger' | 'text';

const TYPES: Record<Dialect, Record<ColumnType, string>> = {
  postgres: { integer: 'integer', biginteger: 'bigint', text: 'text' },
  sqlite: { integer: 'integer', biginteger: 'integer', text: 'text' },
  mysql: { integer: 'bigint', biginteger: 'bigint', text: 'text' },
};

/**
 * Rows that travel as one JSON binding and stand in a statement as a table: as many as one likes, without a bound
 * variable for each value. A key that an object lacks is null.
 * @returns SQL of a derived table named `alias` with one `?` for the JSON text of an array of objects.
 */
export function jsonRows(strapi: Core.Strapi, columns: Record<string, ColumnType>, alias: string): string {
  const dialect = dialectOf(strapi);
  const typed = Object.entries(columns).map(([name, type]) => [name, TYPES[dialect][type]] as const);
  switch (dialect) {
    case 'postgres':
      return `jsonb_to_recordset(cast(? as jsonb)) as ${alias}(${typed.map(([name, type]) => `${name} ${type}`).join(', ')})`;
    case 'sqlite':
      return `(select ${typed.map(([name]) => `json_extract(value, '$.${name}') as ${name}`).join(', ')} from json_each(?)) as ${alias}`;
    case 'mysql':
      return `json_table(?, '$[*]' columns (${typed.map(([name, type]) => `${name} ${type} path '$.${name}'`).join(', ')})) as ${alias}`;
  }
}

/** With `?` and `??` for its bindings. */
export interface Statement {
  sql: string;
  bindings: readonly unknown[];
}

export interface JsonUpdate {
  /** Qualified name of the table to change; `t` in the expressions. */
  table: string;
  /** The rows, `v` in the expressions; `id` joins them to the table. */
  rows: readonly object[];
  columns: Record<string, ColumnType> & { id: 'integer' };
  /** Column to expression with its bindings. */
  set: Record<string, { sql: string; bindings?: readonly unknown[] }>;
  /** Further condition, e.g. `t.status = ?`. */
  where?: { sql: string; bindings?: readonly unknown[] };
  /** Writes into another table: PostgreSQL does both in one statement, the others this one first. */
  alongside?: Statement;
}

/**
 * Changes many rows, each to values of its own, in one statement.
 * @param runner a transaction, or the connection for a statement by itself.
 */
export async function updateFromJson(
  strapi: Core.Strapi,
  runner: Pick<Knex, 'raw'>,
  { table, rows, columns, set, where, alongside }: JsonUpdate,
): Promise<void> {
  const isPostgres = dialectOf(strapi) === 'postgres';
  if (alongside && !isPostgres) await runner.raw(alongside.sql, alongside.bindings as never);
  const source = jsonRows(strapi, columns, 'v');
  const json = JSON.stringify(rows);
  const entries = Object.entries(set);
  const condition = where ? ` and ${where.sql}` : '';
  const setBindings = entries.flatMap(([, { bindings = [] }]) => bindings);
  const whereBindings = where?.bindings ?? [];
  if (dialectOf(strapi) === 'mysql') {
    const assignments = entries.map(([column, { sql }]) => `t.${column} = ${sql}`).join(', ');
    await runner.raw(`update ?? as t join ${source} on t.id = v.id${condition} set ${assignments}`, [
      table,
      json,
      ...whereBindings,
      ...setBindings,
    ] as never);
    return;
  }
  const assignments = entries.map(([column, { sql }]) => `${column} = ${sql}`).join(', ');
  const first = alongside && isPostgres ? alongside : null;
  const query = runner.raw(
    `${first ? `with alongside as (${first.sql}) ` : ''}` +
      `update ?? as t set ${assignments} from ${source} where t.id = v.id${condition}`,
    [...(first?.bindings ?? []), table, ...setBindings, json, ...whereBindings] as never,
  );
  await prepared(strapi, query);
}

export interface JsonInsert {
  /** Qualified name. */
  table: string;
  /** The rows, `v` in the expressions; written in their order. */
  rows: readonly object[];
  /** Of the rows, those of the table by the same name. */
  columns: Record<string, ColumnType>;
  /** Columns of the table that are made of others in the rows. */
  more: Record<string, { sql: string; from: Record<string, ColumnType>; bindings?: readonly unknown[] }>;
}

/** Writes many rows in one statement that is the same whatever their number. */
export function insertionOf(strapi: Core.Strapi, { table, rows, columns, more }: JsonInsert): Statement {
  const made = Object.values(more);
  const all = Object.assign({}, columns, ...made.map(({ from }) => from)) as Record<string, ColumnType>;
  const names = [...Object.keys(columns), ...Object.keys(more)];
  const values = [...Object.keys(columns).map((name) => `v.${name}`), ...made.map(({ sql }) => sql)];
  return {
    sql: `insert into ?? (${names.join(', ')}) select ${values.join(', ')} from ${jsonRows(strapi, all, 'v')}`,
    bindings: [table, ...made.flatMap(({ bindings = [] }) => bindings), JSON.stringify(rows)],
  };
}

/** The rows that a statement of one's own gives: each driver wraps them in another way. */
export async function selectRows<T>(
  strapi: Core.Strapi,
  runner: Pick<Knex, 'raw'>,
  sql: string,
  bindings: readonly unknown[],
  { prepare = false } = {},
): Promise<T[]> {
  const query = runner.raw(sql, bindings as never);
  const answer: unknown = await (prepare ? prepared(strapi, query) : query);
  switch (dialectOf(strapi)) {
    case 'postgres':
      return (answer as { rows: T[] }).rows;
    case 'sqlite':
      return answer as T[];
    case 'mysql':
      return (answer as [T[]])[0];
  }
}

/**
 * Lets PostgreSQL plan a statement once per connection instead of each time: for long ones that come often.
 * @param query of `knex.raw`.
 */
export function prepared<T extends { toSQL(): { sql: string }; options(options: object): unknown }>(
  strapi: Core.Strapi,
  query: T,
): T {
  if (dialectOf(strapi) !== 'postgres') return query;
  const name = createHash('sha256').update(query.toSQL().sql).digest('base64url').slice(0, 32);
  query.options({ name: `mail-campaigns-${name}` });
  return query;
}

/**
 * A moment plus a number of milliseconds: SQL with one `?` for the moment.
 * @param milliseconds an SQL expression.
 */
export function momentPlus(strapi: Core.Strapi, milliseconds: string): string {
  switch (dialectOf(strapi)) {
    case 'postgres':
      return `cast(? as timestamp) + ${milliseconds} * interval '1 millisecond'`;
    case 'sqlite':
      return `? + ${milliseconds}`;
    case 'mysql':
      return `cast(? as datetime(6)) + interval ${milliseconds} * 1000 microsecond`;
  }
}

/**
 * What a claim ends with so that two workers take different rows. SQLite has one writer and needs nothing.
 * PostgreSQL, MySQL from 8.0.1 and MariaDB from 10.6 pass by rows that another one holds.
 */
export const skipLocked = (strapi: Core.Strapi): string =>
  dialectOf(strapi) === 'sqlite' ? '' : 'for update skip locked';
