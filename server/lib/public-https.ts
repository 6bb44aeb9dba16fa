import dns, { type LookupAddress, type LookupAllOptions } from 'node:dns';
import https from 'node:https';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

import { plain } from './network';

/** Addresses that are nobody's on the internet: our own machine and network, link-local (cloud metadata), reserved. */
const NOT_PUBLIC: ['ipv4' | 'ipv6', string, number][] = [
  ['ipv4', '0.0.0.0', 8],
  ['ipv4', '10.0.0.0', 8],
  ['ipv4', '100.64.0.0', 10],
  ['ipv4', '127.0.0.0', 8],
  ['ipv4', '169.254.0.0', 16],
  ['ipv4', '172.16.0.0', 12],
  ['ipv4', '192.0.0.0', 24],
  ['ipv4', '192.0.2.0', 24],
  ['ipv4', '192.168.0.0', 16],
  ['ipv4', '198.18.0.0', 15],
  ['ipv4', '198.51.100.0', 24],
  ['ipv4', '203.0.113.0', 24],
  ['ipv4', '224.0.0.0', 3],
  ['ipv6', '::', 96],
  ['ipv6', '64:ff9b::', 96],
  ['ipv6', '64:ff9b:1::', 48],
  ['ipv6', '100::', 64],
  ['ipv6', '2001::', 23],
  ['ipv6', '2001:db8::', 32],
  ['ipv6', '2002::', 16],
  ['ipv6', 'fc00::', 7],
  ['ipv6', 'fe80::', 10],
  ['ipv6', 'ff00::', 8],
];
const notPublic = new BlockList();
for (const [family, network, prefix] of NOT_PUBLIC) notPublic.addSubnet(network, prefix, family);

/** Whether an IP address may be met on the internet (IANA special-purpose registries, RFC 6890). */
export function isPublicAddress(ip: string): boolean {
  const address = plain(ip);
  return !notPublic.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Resolves a name and fails where any of its addresses is not public: a name that leads inside is an attack (SSRF). */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  const all = { ...options, all: true } as LookupAllOptions;
  dns.lookup(hostname, all, (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => {
    const inside = !error && addresses.some(({ address }) => !isPublicAddress(address));
    const failure = inside ? new Error(`${hostname} leads to an address that is not public`) : error;
    const [first] = addresses ?? [];
    if (failure || !first) return callback(failure ?? new Error(`${hostname} has no address`), '', 0);
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

interface Limits {
  /** For the whole exchange. */
  timeoutMs?: number;
  maxBytes?: number;
  lookup?: LookupFunction;
  /** Certificate authority besides the public ones, as PEM. */
  ca?: string;
}

/** An answer came, and it is none that we can use. */
export class UnusableAnswer extends Error {}

/**
 * Fetches a text over HTTPS: follows no redirect, reads no more than it must, meets no private address. The host must
 * have been checked by name before; an IP address in its place is not resolved and so not looked at.
 * @throws UnusableAnswer for another status than 200 and for more than `maxBytes`; Error of the network otherwise.
 */
export const getText = (
  url: URL,
  { timeoutMs = 5000, maxBytes = 65_536, lookup = publicLookup, ca }: Limits = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    // No agent: a connection that is kept would outlive what was checked about its address.
    const request = https.get(url, { lookup, signal, agent: false, ...(ca && { ca }) }, (response) => {
      const refuse = (words: string) => {
        request.destroy();
        reject(new UnusableAnswer(`${url.host} ${words}`));
      };
      if (response.statusCode !== 200) return refuse(`answered ${response.statusCode}`);
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > maxBytes) return refuse(`sent more than ${maxBytes} bytes`);
        chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    request.on('error', reject);
  });

/** The one place that asks other servers by HTTPS, so that a test can answer instead. */
export const internet = { getText };
