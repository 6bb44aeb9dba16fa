import { redacted } from '../../lib/redact';

/** Why a mailbox cannot be read, in the server's words where it gave some. */
export function wordsOf(error: unknown): string {
  const { responseText } = (error ?? {}) as { responseText?: unknown };
  return redacted(typeof responseText === 'string' && responseText ? responseText : error);
}
