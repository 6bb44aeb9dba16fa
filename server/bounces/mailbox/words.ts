import { redacted } from '../../lib/redact';

/** A word that no server has to say: what it was shown (a token, an answer to a challenge), repeated. */
const LONG_WORD = /[\w+/=.~-]{80,}/g;
const HIDDEN = '••••';

/**
 * Why a mailbox cannot be read, in the server's words where it gave some.
 * @param secrets what must not stand in them: some servers repeat the command that they refuse.
 */
export function wordsOf(error: unknown, secrets: readonly string[] = []): string {
  const { responseText } = (error ?? {}) as { responseText?: unknown };
  const words = redacted(typeof responseText === 'string' && responseText ? responseText : error);
  return secrets
    .reduce((clean, secret) => clean.replaceAll(secret, HIDDEN), words)
    .replace(LONG_WORD, HIDDEN);
}
