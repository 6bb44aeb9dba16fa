/** Codes of SQLite, PostgreSQL (SQLSTATE) and MySQL drivers. */
const DRIVER_CODE = /^(SQLITE_|ER_|[0-9A-Z]{5}$)/;
const ADDRESS = /[^\s<>()"',;:=]+@[^\s<>()"',;:=]+/g;

/**
 * What may stand in a log about an error on a path that carries people's data. Knex puts the row's values into
 * the messages of its errors and relays repeat the recipient: the first are cut to their code, the second lose
 * the address.
 */
export function redacted(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string' && DRIVER_CODE.test(code)) return `database error ${code}`;
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(ADDRESS, '[address]');
}
