import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Seal {
  /** @param context what it belongs to: it opens with the very same only. */
  close(text: string, context: string): string;
  /** @returns null for what was sealed elsewhere, for something else, or changed since. */
  open(sealed: string, context: string): string | null;
}

/**
 * Keeps secrets that the plugin is given while it runs out of the database's backups: AES-256-GCM.
 * @param secrets the first seals; all open, so that a rotation loses nothing.
 */
export function createSeal(secrets: readonly [string, ...string[]]): Seal {
  const keys = secrets.map((secret) =>
    Buffer.from(hkdfSync('sha256', secret, '', 'mail-campaigns/seal/v1', 32)),
  ) as [Buffer, ...Buffer[]];

  const openWith = (key: Buffer, bytes: Buffer, context: string): string | null => {
    try {
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString();
    } catch {
      return null;
    }
  };

  return {
    close(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, keys[0], nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64');
      for (const key of keys) {
        const text = openWith(key, bytes, context);
        if (text !== null) return text;
      }
      return null;
    },
  };
}
