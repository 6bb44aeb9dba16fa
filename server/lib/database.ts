import type { Core } from '@strapi/strapi';

/** The knex instance of Strapi. */
export type Knex = Core.Strapi['db']['connection'];
/** A running transaction. SQLite has one connection: inside a transaction every raw query must join it. */
export type Transaction = Parameters<ReturnType<Knex>['transacting']>[0];
interface TransactionScope {
  trx: Transaction;
  onCommit: (callback: () => unknown) => void;
}

/** Rows per multi-row statement: keeps bound variables under SQLite's 32,766 and MySQL's packets small. */
export const BATCH = 500;

/**
 * Runs `work` in a transaction, joining the one that runs already (AsyncLocalStorage of Strapi's database layer).
 * `onCommit` callbacks run after the outermost commit: the place to tell a queue.
 */
export const inTransaction = async <T>(
  strapi: Core.Strapi,
  work: (trx: Transaction, onCommit: (callback: () => unknown) => void) => Promise<T>,
): Promise<T> =>
  strapi.db.transaction((scope) => {
    const { trx, onCommit } = scope as TransactionScope;
    return work(trx, onCommit);
  }) as Promise<T>;

/** Runs `then` after the commit of the transaction that runs, or at once where none does. */
export const afterCommit = async (strapi: Core.Strapi, then: () => void): Promise<void> => {
  if (!strapi.db.inTransaction()) then();
  else await inTransaction(strapi, (_trx, onCommit) => Promise.resolve(onCommit(then)));
};

/** Two transactions at once: a deadlock (MySQL, PostgreSQL), or a row that the other one made first. */
const isCollision = (error: unknown): boolean =>
  isUniqueViolation(error) ||
  ['ER_LOCK_DEADLOCK', '40P01', '40001'].includes((error as { code?: string } | null)?.code ?? '');
const COLLISION_TRIES = 5;

/** Does a whole transaction, or a statement by itself, again when it collided with another one. */
export async function despiteCollisions<T>(strapi: Core.Strapi, work: () => Promise<T>): Promise<T> {
  const tries = strapi.db.inTransaction() ? 1 : COLLISION_TRIES;
  for (let count = 1; ; count += 1) {
    try {
      return await work();
    } catch (error) {
      if (count >= tries || !isCollision(error)) throw error;
    }
  }
}

/** Joins `trx`, or runs `work` in a transaction of its own, and again when it collided with another one. */
export const joinTransaction = async <T>(
  strapi: Core.Strapi,
  trx: Transaction | undefined,
  work: (trx: Transaction) => Promise<T>,
): Promise<T> => (trx ? work(trx) : despiteCollisions(strapi, () => inTransaction(strapi, work)));

/** A query on one table; honours a PostgreSQL schema. Without `trx` it must not run inside a transaction. */
export const table = (strapi: Core.Strapi, name: string, trx?: Transaction) => {
  const query = strapi.db.getConnection(name);
  return trx ? query.transacting(trx) : query;
};

/** The qualified name of a table, for joins, sub-queries and raw SQL (`??` binding). */
export const qualified = (strapi: Core.Strapi, name: string): string => {
  const schema = strapi.db.getSchemaName();
  return schema ? `${schema}.${name}` : name;
};

/** Reads a date column of a raw query: SQLite gives epoch milliseconds, the others a Date. */
export const toDate = (value: unknown): Date | null => {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value;
  return new Date(
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : (value as string | number),
  );
};

/** ISO 8601 in UTC, or null. */
export const toInstant = (value: unknown): string | null => toDate(value)?.toISOString() ?? null;

/** Reads a JSON column of a raw query: a string on SQLite and MariaDB, parsed already elsewhere. */
export const toJson = <T>(value: unknown): T | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'string'
      ? (JSON.parse(value) as T)
      : (value as T);

/** Counts come back as strings from PostgreSQL and MySQL. */
export const toCount = (value: unknown): number => Number(value ?? 0);

export const chunk = <T>(items: readonly T[], size = BATCH): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** True for a broken unique constraint on any of the three databases. */
export const isUniqueViolation = (error: unknown): boolean => {
  const code = (error as { code?: string } | null)?.code ?? '';
  return code === '23505' || code === 'ER_DUP_ENTRY' || code.startsWith('SQLITE_CONSTRAINT');
};

/**
 * Codes of what passes by itself: SQLSTATE classes of connections, collisions, resources, locks and operators; locks and
 * restarts of MySQL; SQLite while another one writes or the disk is full; sockets.
 */
const PASSING =
  /^(08|40|53|55|57|58)[0-9A-Z]{3}$|^ER_(LOCK_|CON_|SERVER_SHUTDOWN|OPTION_PREVENTS)|^PROTOCOL_|^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY)|^E(?!R_)[A-Z]+$/;

/** Whether the database may well take the same thing later. */
export const isPassing = (error: unknown): boolean => {
  const { code, name } = (error ?? {}) as { code?: string; name?: string };
  return name === 'KnexTimeoutError' || PASSING.test(code ?? '');
};

/**
 * `%search%` with the wildcards in it escaped, for `like ? escape '|'`: a backslash in a literal means different
 * things to the three databases.
 */
export const likePattern = (search: string): string => `%${search.replace(/[|%_]/g, (c) => `|${c}`)}%`;
