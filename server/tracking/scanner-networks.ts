import { BlockList, isIPv6 } from 'node:net';

import { isNetwork, plain } from '../lib/network';

export interface ScannerNetworks {
  /** The entry that holds a whole address, as it is configured. */
  entryOf(ip: string): string | null;
  /** Whether an event came from one of them: by the entry found when it came, or by what is kept of its address. */
  holds(event: { ip: string | null; scannerNetwork: string | null }): boolean;
}

interface Entry {
  cidr: string;
  list: BlockList;
  /** At least as wide as what `networkOf` keeps of an address: /24, /48. */
  wide: boolean;
}

const familyOf = (ip: string) => (isIPv6(ip) ? 'ipv6' : 'ipv4');

/** @param cidrs of the option `tracking.scannerNetworks`. */
export function createScannerNetworks(cidrs: readonly string[]): ScannerNetworks {
  const entries = cidrs.map((cidr): Entry => {
    const [network = '', prefix = ''] = cidr.split('/');
    const list = new BlockList();
    list.addSubnet(network, Number(prefix), familyOf(network));
    return { cidr, list, wide: Number(prefix) <= (isIPv6(network) ? 48 : 24) };
  });
  const known = new Set(cidrs);
  const find = (ip: string, among: readonly Entry[]) =>
    among.find(({ list }) => list.check(ip, familyOf(ip)))?.cidr ?? null;

  return {
    entryOf: (ip) => (entries.length === 0 ? null : find(plain(ip.split('%')[0] ?? ''), entries)),
    holds({ ip, scannerNetwork }) {
      if (scannerNetwork !== null && known.has(scannerNetwork)) return true;
      if (entries.length === 0 || ip === null) return false;
      // Of a network it is not known which of its addresses came.
      return find(ip, isNetwork(ip) ? entries.filter(({ wide }) => wide) : entries) !== null;
    },
  };
}
