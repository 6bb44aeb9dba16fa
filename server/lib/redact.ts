import { describe } from './errors';

/** Codes of SQLite, PostgreSQL (SQLSTATE) and MySQL drivers. */
const DRIVER_CODE = /^(SQLITE_|ER_|[0-9A-Z]{5}$)/;
const ADDRESS = /[^\s<>()"',;:=]+@[^\s<>()"',;:=]+/g;
/** Nobody reads more of a line. */
const LONGEST = 1000;

/**
 * What may stand in a log about an error on a path that carries people's data. Knex puts the row's values into
 * the messages of its errors and relays repeat the recipient: the first are cut to their code, the second lose
 * the address. What could end a line, or command a terminal, becomes a blank.
 */
export function redacted(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string' && DRIVER_CODE.test(code)) return `database error ${code}`;
  return describe(error)
    .slice(0, LONGEST)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(ADDRESS, '[address]');
}
