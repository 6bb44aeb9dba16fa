import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a token is for. A token made for one purpose never passes for another: each has its own key. */
export type TokenPurpose = 'confirm' | 'unsubscribe' | 'undo' | 'open' | 'click' | 'view' | 'bounce';

type Part = string | number;

export interface Tokens {
  /** @param parts ids and words of `[A-Za-z0-9_-]`; never an address or a URL. */
  sign(purpose: TokenPurpose, ...parts: Part[]): string;
  /** The parts, or null for anything that was not signed here: no reason is given, on purpose. */
  verify(purpose: TokenPurpose, token: string): string[] | null;
}

/** 128 bits in hex: beyond guessing, short enough for a VERP local part (RFC 5321: 64 octets), and whole after a relay lower-cased it. */
const MAC_LENGTH = 32;
const PART = /^[A-Za-z0-9_-]+$/;

/**
 * HMAC-SHA-256 tokens, `part~part~mac` in URL-safe characters.
 * @param secrets the first signs; all verify, so that links in old mails outlive a rotation.
 */
export function createTokens(secrets: readonly [string, ...string[]]): Tokens {
  const keys = new Map<string, Buffer>();
  const keyFor = (secret: string, purpose: TokenPurpose): Buffer => {
    const id = `${purpose}\n${secret}`;
    const known = keys.get(id);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, '', `mail-campaigns/${purpose}/v1`, 32));
    keys.set(id, key);
    return key;
  };
  const mac = (secret: string, purpose: TokenPurpose, payload: string): string =>
    createHmac('sha256', keyFor(secret, purpose)).update(payload).digest('hex').slice(0, MAC_LENGTH);

  return {
    sign(purpose, ...parts) {
      const words = parts.map(String);
      if (words.some((word) => !PART.test(word))) throw new Error(`A ${purpose} token takes ids only`);
      const payload = words.join('~');
      return `${payload}~${mac(secrets[0], purpose, payload)}`;
    },
    verify(purpose, token) {
      const end = token.lastIndexOf('~');
      if (end < 1 || token.length > 200) return null;
      const payload = token.slice(0, end);
      const given = Buffer.from(token.slice(end + 1));
      // Every secret is tried even after a match: the time taken says nothing about which one it was.
      const matches = secrets.filter((secret) => {
        const expected = Buffer.from(mac(secret, purpose, payload));
        return expected.length === given.length && timingSafeEqual(expected, given);
      });
      const parts = payload.split('~');
      return matches.length > 0 && parts.every((part) => PART.test(part)) ? parts : null;
    },
  };
}
