import {
  HEALTH_FINDINGS,
  HEALTH_STATES,
  type DnsRecord,
  type HealthCheck,
  type HealthCheckKey,
  type HealthFinding,
  type HealthFindingCode,
  type HealthState,
  type WantedRecord,
} from '../../../contracts';

export const finding = (code: HealthFindingCode, values: HealthFinding['values'] = {}): HealthFinding => ({
  code,
  state: HEALTH_FINDINGS[code],
  values,
});

export const worst = (states: readonly HealthState[]): HealthState =>
  states.reduce<HealthState>(
    (worse, state) => (HEALTH_STATES.indexOf(state) > HEALTH_STATES.indexOf(worse) ? state : worse),
    'ok',
  );

/** What is optional is a remark beside anything else. */
const stateOf = (findings: readonly HealthFinding[]): HealthState => {
  const states = findings.map(({ state }) => state).filter((state) => state !== 'optional');
  return states.length > 0 ? worst(states) : 'optional';
};

export const toCheck = (
  key: HealthCheckKey,
  findings: HealthFinding[],
  records: { found?: DnsRecord[]; publish?: WantedRecord[] } = {},
): HealthCheck => ({
  key,
  state: stateOf(findings),
  findings,
  found: records.found ?? [],
  publish: records.publish ?? [],
});

/** Octets of one string within a TXT record (RFC 1035 §3.3). */
const PIECE = /.{1,255}/g;

const inZone = ({ name, type, value }: DnsRecord): string => {
  if (type !== 'TXT') return `${name}. IN ${type} ${value}.`;
  const pieces = value.match(PIECE) ?? [];
  return `${name}. IN TXT ${pieces.map((piece) => `"${piece.replace(/["\\]/g, '\\$&')}"`).join(' ')}`;
};

/** @param replaces what stands there now. */
export const wanted = (record: DnsRecord, replaces: string | null = null): WantedRecord => ({
  ...record,
  zoneLine: inZone(record),
  replaces,
});

export const txtRecord = (name: string, value: string): DnsRecord => ({ name, type: 'TXT', value });
