import type { DkimKey } from '../../../config';
import { parseAddress } from '../../../lib/address';

export { createDkimController } from './controller';
export { describeKeys, judgePublished, lookUpKeys, type PublishedVerdict } from './publish';
export { createSigner } from './sign';
export { verifyOwnSignature, type Verdict } from './verify';

/** The keys that sign for a From address: those of exactly its domain. */
export function keysOfAddress(keys: readonly DkimKey[], address: string): DkimKey[] {
  const domain = parseAddress(address)?.domain;
  return keys.filter((key) => key.domain === domain);
}
