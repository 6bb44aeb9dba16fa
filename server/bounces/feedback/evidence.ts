import { createHash } from 'node:crypto';

export interface KeptEvidence {
  evidence: string;
  evidenceEncoding: 'utf8' | 'base64';
}

/** As text where it is text that every database takes, else as base64; cut to a size. */
export function keep(evidence: string | Buffer, maxKilobytes: number): KeptEvidence {
  const bytes = Buffer.from(evidence as string).subarray(0, maxKilobytes * 1024);
  const text = bytes.toString('utf8');
  const isText = !text.includes('\0') && Buffer.from(text).equals(bytes);
  return isText
    ? { evidence: text, evidenceEncoding: 'utf8' }
    : { evidence: bytes.toString('base64'), evidenceEncoding: 'base64' };
}

export const bytesOf = ({ evidence, evidenceEncoding }: KeptEvidence): Buffer =>
  Buffer.from(evidence, evidenceEncoding);

/** SHA-256, hex: names evidence that has no name of its own. */
export const hashOf = (evidence: string | Buffer): string =>
  createHash('sha256').update(evidence).digest('hex');
