import type { SenderHealth } from '../../../contracts';
import { loadDkimKeys, transportsOf, type PluginConfig } from '../../config';
import { bounceAddressOf, keysOfAddress } from '../../delivery';
import { parseAddress } from '../../lib/address';
import { clock } from '../../lib/clock';
import type { Dns } from '../../lib/dns';
import type { SenderRow } from '../sender/store';
import { bulkVerdicts } from './bulk';
import { checkAlignment } from './checks/alignment';
import { checkDkim } from './checks/dkim';
import { checkDmarc } from './checks/dmarc';
import { checkBounces, checkReplies } from './checks/mx';
import { checkFrom, checkTls, checkUnsubscribe } from './checks/own';
import { checkBimi, checkMtaSts, checkTlsRpt } from './checks/policies';
import { checkPtr } from './checks/ptr';
import { checkSpf } from './checks/spf';
import { worst } from './finding';
import { relayOf } from './relays';

export type ExaminedSender = Pick<SenderRow, 'id' | 'fromAddress' | 'replyTo' | 'transport'>;

export interface Setting {
  config: PluginConfig;
  /** Where recipients reach the public routes. */
  publicUrl: string;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Everything that can be found out of a sender. Never rejects for what the DNS does: see `unreadable`. */
export async function examine(
  dns: Dns,
  sender: ExaminedSender,
  { config, publicUrl }: Setting,
): Promise<SenderHealth> {
  const domain = parseAddress(sender.fromAddress)?.domain ?? domainOf(sender.fromAddress);
  const envelope = bounceAddressOf(config.bounceAddress, { address: sender.fromAddress, domain });
  const bounceDomain = domainOf(envelope);
  const transports = [...transportsOf(config)]
    .filter(([name]) => sender.transport === null || name === sender.transport)
    .map(([, transport]) => transport);
  const hosts = [...new Set(transports.map(({ host }) => host))];
  const relays = await Promise.all(hosts.map((host) => relayOf(dns, host)));

  const [spf, dkim, dmarc, replies, bounces, ptr, mtaSts, tlsRpt] = await Promise.all([
    checkSpf(dns, envelope, relays),
    checkDkim(dns, keysOfAddress(loadDkimKeys(config), sender.fromAddress), relays),
    checkDmarc(dns, domain),
    checkReplies(dns, [domain, ...(sender.replyTo ? [domainOf(sender.replyTo)] : [])]),
    checkBounces(dns, bounceDomain, domain),
    checkPtr(dns, relays),
    checkMtaSts(dns, domain),
    checkTlsRpt(dns, domain),
  ]);
  const { policy } = dmarc;
  const checks = [
    checkFrom(domain),
    spf.check,
    dkim.check,
    dmarc.check,
    checkAlignment({
      from: domain,
      envelope: bounceDomain,
      dkimPasses: dkim.passes,
      spfPasses: spf.passes,
      policy,
    }),
    replies,
    bounces,
    ptr,
    checkUnsubscribe(publicUrl),
    checkTls(transports),
    mtaSts,
    tlsRpt,
    await checkBimi(dns, domain, policy),
  ];
  return {
    senderId: sender.id,
    fromAddress: sender.fromAddress,
    domain,
    bounceDomain,
    state: worst(checks.map(({ state }) => (state === 'optional' ? 'ok' : state))),
    checks,
    bulk: bulkVerdicts(checks),
    checkedAt: clock.now().toISOString(),
  };
}
