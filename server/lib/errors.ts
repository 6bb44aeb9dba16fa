import { errors } from '@strapi/utils';

import type { ErrorDetails } from '../../contracts';

type Extra = Omit<ErrorDetails, 'code'>;

/**
 * Refusals that a person reads. `code` is stable and translated by the panel; `message` is English and says
 * what to do. Strapi answers them with the status given here; anything else becomes a 500 without a message.
 */

/** 400: the request is understood and cannot be done. */
export const refused = (code: string, message: string, extra: Extra = {}) =>
  new errors.ApplicationError(message, { code, ...extra });

/** 400: a field is wrong. */
export const invalid = (code: string, message: string, extra: Extra = {}) =>
  new errors.ValidationError(message, { code, ...extra });

/** 403. A PolicyError, because Strapi answers any other ForbiddenError without its message and code. */
export const forbidden = (code: string, message: string) => new errors.PolicyError(message, { code });

/** 401 */
export const unauthorized = (code: string, message: string) =>
  new errors.UnauthorizedError(message, { code });

/** 404 */
export const notFound = (code: string, message: string) => new errors.NotFoundError(message, { code });

/** 413 */
export const tooLarge = (code: string, message: string, extra: Extra = {}) =>
  new errors.PayloadTooLargeError(message, { code, ...extra });

/** 429 */
export const tooMany = (code: string, message: string) => new errors.RateLimitError(message, { code });

/** The stable code of one of the errors above, or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof errors.ApplicationError ? (error.details as ErrorDetails | undefined)?.code : undefined;

/** knex puts the statement with its values before the driver's words. */
const STATEMENT = /^(insert|update|delete|select|with|alter|create|begin|commit|rollback)\b/i;

/**
 * What may be logged of any error: its message, never its object. Of a database error only the code: both the
 * statement and the driver's words carry row contents.
 */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: string };
  return code && STATEMENT.test(error.message) ? `database error ${code}` : error.message;
}
