import { hash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a token is for. A token made for one purpose never passes for another: each has its own key. */
export type TokenPurpose =
  | 'form'
  | 'confirm'
  | 'unsubscribe'
  | 'preferences'
  | 'address'
  | 'undo'
  | 'open'
  | 'click'
  | 'view'
  | 'bounce'
  | 'message';

type Part = string | number;

/** As much of the keyed hash of an address as ties a token to it: the token dies when the address changes. */
export const addressMark = (addressHash: string): string => addressHash.slice(0, 16);

export interface Tokens {
  /**
   * @param parts ids and words of `[A-Za-z0-9_-]`; never an address or a URL.
   * @throws Error for other characters, and for a token that would be longer than 200.
   */
  sign(purpose: TokenPurpose, ...parts: Part[]): string;
  /** The parts, or null for anything that was not signed here: no reason is given, on purpose. */
  verify(purpose: TokenPurpose, token: string): string[] | null;
}

/** 128 bits in hex: beyond guessing, short enough for a VERP local part (RFC 5321: 64 octets), and whole after a relay lower-cased it. */
const MAC_LENGTH = 32;
const MAX_TOKEN = 200;
const MAX_PAYLOAD = MAX_TOKEN - MAC_LENGTH - 1;
const PART = /^[A-Za-z0-9_-]+$/;
const isPart = (part: Part): boolean => Number.isSafeInteger(part) || PART.test(String(part));

/**
 * HMAC-SHA-256 tokens, `part~part~mac` in URL-safe characters.
 * @param secrets the first signs; all verify, so that links in old mails outlive a rotation.
 */
export function createTokens(secrets: readonly [string, ...string[]]): Tokens {
  const keyrings = secrets.map((secret) => ({ secret, macs: new Map<TokenPurpose, Mac>() }));
  const [current] = keyrings as [(typeof keyrings)[number]];
  const macFor = ({ secret, macs }: (typeof keyrings)[number], purpose: TokenPurpose): Mac => {
    const known = macs.get(purpose);
    if (known) return known;
    const mac = prepareMac(Buffer.from(hkdfSync('sha256', secret, '', `mail-campaigns/${purpose}/v1`, 32)));
    macs.set(purpose, mac);
    return mac;
  };

  return {
    sign(purpose, ...parts) {
      const payload = parts.join('~');
      if (!parts.every(isPart) || payload.length > MAX_PAYLOAD) {
        throw new Error(`A ${purpose} token takes ids only`);
      }
      return `${payload}~${macFor(current, purpose)(payload)}`;
    },
    verify(purpose, token) {
      const end = token.lastIndexOf('~');
      if (end < 1 || token.length > MAX_TOKEN) return null;
      const payload = token.slice(0, end);
      const parts = payload.split('~');
      if (payload.length > MAX_PAYLOAD || !parts.every(isPart)) return null;
      const given = Buffer.from(token.slice(end + 1));
      // Every secret is tried even after a match: the time taken says nothing about which one it was.
      const matches = keyrings.filter((keyring) => {
        const expected = Buffer.from(macFor(keyring, purpose)(payload));
        return expected.length === given.length && timingSafeEqual(expected, given);
      });
      return matches.length > 0 ? parts : null;
    },
  };
}

/** @param payload ASCII, at most MAX_PAYLOAD characters. @returns the first MAC_LENGTH digits of its HMAC in hex. */
type Mac = (payload: string) => string;

/** Of SHA-256. */
const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/**
 * HMAC-SHA-256 (RFC 2104) with the padded key laid out once: an e-mail carries a token per link, and `createHmac`
 * takes twice as long for each.
 * @param key at most as long as a block.
 */
function prepareMac(key: Buffer): Mac {
  const inner = Buffer.alloc(BLOCK_BYTES + MAX_PAYLOAD, 0x36);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES, 0x5c);
  key.forEach((byte, index) => {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  });
  const views: Buffer[] = [];
  return (payload) => {
    const length = BLOCK_BYTES + inner.write(payload, BLOCK_BYTES, 'latin1');
    const view = (views[length] ??= inner.subarray(0, length));
    outer.write(hash('sha256', view, 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', outer, 'hex').slice(0, MAC_LENGTH);
  };
}
