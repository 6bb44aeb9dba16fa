import type { HealthCheck, HealthFinding } from '../../../../contracts';
import { clock } from '../../../lib/clock';
import type { Dns } from '../../../lib/dns';
import { finding, toCheck, txtRecord, wanted } from '../finding';
import { tagsOf } from '../tags';
import { organizationOf, type DmarcPolicy } from './dmarc';

interface Text {
  name: string;
  /** Records of the kind that was asked for; null: the DNS did not tell. */
  texts: string[] | null;
}

async function read(dns: Dns, name: string, version: RegExp): Promise<Text> {
  const answer = await dns.txt(name);
  if (answer.kind === 'failed') return { name, texts: null };
  return { name, texts: answer.kind === 'found' ? answer.values.filter((text) => version.test(text)) : [] };
}

const toFound = ({ name, texts }: Text) => (texts ?? []).map((text) => txtRecord(name, text));

/** RFC 8461 §3.1: an identifier that changes with the policy. */
const POLICY_ID = /^[a-z0-9]{1,32}$/i;

/** MTA-STS: whether servers that bring replies and bounces are to use TLS. The policy itself is not fetched. */
export async function checkMtaSts(dns: Dns, domain: string): Promise<HealthCheck> {
  const record = await read(dns, `_mta-sts.${domain}`, /^v=STSv1\s*;/);
  if (record.texts === null) return toCheck('mta-sts', [finding('unreadable', { name: record.name })]);
  const [text, ...others] = record.texts;
  if (text === undefined) {
    const id = clock.now().toISOString().replace(/\D/g, '').slice(0, 14);
    const publish = [wanted(txtRecord(record.name, `v=STSv1; id=${id}`))];
    return toCheck('mta-sts', [finding('mta-sts-missing', { domain })], { publish });
  }
  // §3.1: more than one counts as none.
  const isFine = others.length === 0 && POLICY_ID.test(tagsOf(text).id ?? '');
  return toCheck('mta-sts', [finding(isFine ? 'mta-sts-ok' : 'mta-sts-invalid')], { found: toFound(record) });
}

/** TLS-RPT (RFC 8460 §3): where servers report that TLS did not work. */
export async function checkTlsRpt(dns: Dns, domain: string): Promise<HealthCheck> {
  const record = await read(dns, `_smtp._tls.${domain}`, /^v=TLSRPTv1\s*;/);
  if (record.texts === null) return toCheck('tls-rpt', [finding('unreadable', { name: record.name })]);
  const [text, ...others] = record.texts;
  if (text === undefined) {
    const publish = [wanted(txtRecord(record.name, `v=TLSRPTv1; rua=mailto:postmaster@${domain}`))];
    return toCheck('tls-rpt', [finding('tls-rpt-missing')], { publish });
  }
  const isFine = others.length === 0 && /^(mailto:[^@]+@|https:\/\/)/i.test(tagsOf(text).rua ?? '');
  return toCheck('tls-rpt', [finding(isFine ? 'tls-rpt-ok' : 'tls-rpt-invalid')], { found: toFound(record) });
}

function aboutLogo(text: string, policy: DmarcPolicy | null): HealthFinding[] {
  const { l: url = '', a: certificate = '' } = tagsOf(text);
  if (!/^https:\/\/[^\s]+$/i.test(url)) return [finding('bimi-invalid')];
  // BIMI wants DMARC to refuse or set aside everything that fails.
  const isEnforced = policy !== null && policy.policy !== 'none' && policy.percent === 100;
  return [
    ...(isEnforced ? [finding('bimi-ok', { url })] : [finding('bimi-not-enforced')]),
    ...(certificate ? [] : [finding('bimi-no-certificate')]),
  ];
}

/** BIMI (draft-brand-indicators-for-message-identification): the logo beside the e-mails. */
export async function checkBimi(dns: Dns, domain: string, policy: DmarcPolicy | null): Promise<HealthCheck> {
  for (const at of new Set([domain, organizationOf(domain)])) {
    const record = await read(dns, `default._bimi.${at}`, /^v=BIMI1\s*;/i);
    if (record.texts === null) return toCheck('bimi', [finding('unreadable', { name: record.name })]);
    const [text, ...others] = record.texts;
    if (text === undefined) continue;
    const findings = others.length > 0 ? [finding('bimi-invalid')] : aboutLogo(text, policy);
    return toCheck('bimi', findings, { found: toFound(record) });
  }
  return toCheck('bimi', [finding('bimi-missing')]);
}
