import { createPublicKey, type KeyObject } from 'node:crypto';

const known = new Map<string, KeyObject>();

/**
 * The key of SendGrid's Signed Event Webhook, as its settings show it (DER in base64) or as PEM.
 * @throws Error for what is no key of the curve P-256.
 */
export function readSendgridKey(text: string): KeyObject {
  const kept = known.get(text);
  if (kept) return kept;
  const key = parse(text);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error('webhooks.sendgrid.publicKey: this is no key of the curve P-256; copy it from SendGrid');
  }
  known.set(text, key);
  return key;
}

function parse(text: string): KeyObject {
  try {
    return text.includes('-----BEGIN')
      ? createPublicKey(text.replaceAll('\\n', '\n'))
      : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  } catch {
    throw new Error('webhooks.sendgrid.publicKey: this is no public key; copy it from SendGrid');
  }
}
