import type { HealthCheck, HealthFinding, HealthFindingCode, WantedRecord } from '../../../../contracts';
import type { DkimKey } from '../../../config';
import { describeKeys, judgePublished, type PublishedVerdict } from '../../../delivery';
import type { Dns } from '../../../lib/dns';
import { finding, toCheck, txtRecord, wanted } from '../finding';
import type { Relay } from '../relays';

/** Whether a receiver finds a valid signature of the From domain; null: it cannot be known. */
export interface DkimVerdict {
  check: HealthCheck;
  passes: boolean | null;
}

interface KeyVerdict {
  key: DkimKey;
  /** Null: the DNS did not tell. */
  verdict: PublishedVerdict | null;
  texts: string[];
  name: string;
}

async function lookUp(dns: Dns, key: DkimKey): Promise<KeyVerdict> {
  const name = `${key.selector}._domainkey.${key.domain}`;
  const answer = await dns.txt(name);
  if (answer.kind === 'failed') return { key, name, verdict: null, texts: [] };
  const texts = answer.kind === 'found' ? answer.values : [];
  return { key, name, verdict: judgePublished(key, texts), texts };
}

const CODES: Record<PublishedVerdict, HealthFindingCode> = {
  ok: 'dkim-ok',
  testing: 'dkim-testing',
  missing: 'dkim-missing',
  'other-key': 'dkim-other-key',
  several: 'dkim-several',
  revoked: 'dkim-revoked',
  hash: 'dkim-hash',
  service: 'dkim-service',
};

function toFinding({ key, verdict, name }: KeyVerdict): HealthFinding {
  if (verdict === null) return finding('unreadable', { name });
  const { selector, algorithm, privateKey } = key;
  if (verdict !== 'ok') return finding(CODES[verdict], { selector });
  return finding('dkim-ok', {
    selector,
    algorithm,
    bits: privateKey.asymmetricKeyDetails?.modulusLength ?? 0,
  });
}

function toPublish({ key, verdict, texts, name }: KeyVerdict): WantedRecord[] {
  const [described] = describeKeys([key]);
  if (verdict === null || verdict === 'ok' || !described) return [];
  return [wanted(txtRecord(name, described.record), texts.length > 0 ? texts.join('\n') : null)];
}

/** What is said where we sign nothing: with a provider, it may. */
function unsigned(relays: readonly Relay[]): DkimVerdict {
  const provider = relays.map((relay) => relay.provider?.name).find((name) => name !== undefined);
  if (provider === undefined) return { check: toCheck('dkim', [finding('dkim-none')]), passes: false };
  return { check: toCheck('dkim', [finding('dkim-provider', { provider })]), passes: null };
}

/** The published halves of the keys that sign for a From domain (RFC 6376). @param keys of this domain. */
export async function checkDkim(
  dns: Dns,
  keys: readonly DkimKey[],
  relays: readonly Relay[],
): Promise<DkimVerdict> {
  if (keys.length === 0) return unsigned(relays);
  const looked = await Promise.all(keys.map((key) => lookUp(dns, key)));
  const findings = looked.map(toFinding);
  // RFC 8463 is young: receivers that do not know Ed25519 find no signature at all.
  if (keys.every(({ algorithm }) => algorithm === 'ed25519')) findings.push(finding('dkim-ed25519-only'));
  const passes = looked.some(({ verdict }) => verdict === 'ok' || verdict === 'testing');
  return {
    check: toCheck('dkim', findings, {
      found: looked.flatMap(({ name, texts }) => texts.map((text) => txtRecord(name, text))),
      publish: looked.flatMap(toPublish),
    }),
    passes: passes || (looked.some(({ verdict }) => verdict === null) ? null : false),
  };
}
