import dgram from 'node:dgram';
import net, { type AddressInfo } from 'node:net';

import { createDnsCache, type Dns, type DnsSource } from '../../server/lib/dns';

interface Records {
  TXT?: string[];
  MX?: [priority: number, host: string][];
  A?: string[];
  AAAA?: string[];
  /** At the address itself, e.g. `192.0.2.1`. */
  PTR?: string[];
  /** The server fails, or says nothing at all, whatever it is asked about this name. */
  broken?: 'SERVFAIL' | 'silent';
}

/** What a DNS knows: records by name. A name that stands nowhere in it does not exist. */
export type Zone = Record<string, Records>;

const fail = (code: string) => Promise.reject(Object.assign(new Error(`query ${code}`), { code }));

/** The zone behind the functions of `node:dns`, within the process. */
export function zoneSource(zone: Zone): DnsSource & { asked: string[] } {
  const asked: string[] = [];
  const answer = <T>(name: string, type: keyof Records, values: (records: Records) => T[] | undefined) => {
    asked.push(`${type} ${name}`);
    const records = zone[name];
    if (!records) return fail('ENOTFOUND');
    if (records.broken) return fail(records.broken === 'silent' ? 'ETIMEOUT' : 'ESERVFAIL');
    const found = values(records);
    return found?.length ? Promise.resolve(found) : fail('ENODATA');
  };
  const source = {
    asked,
    resolveTxt: (name: string) =>
      answer(name, 'TXT', ({ TXT }) => TXT?.map((text) => text.match(/.{1,255}/g) ?? [''])),
    resolveMx: (name: string) =>
      answer(name, 'MX', ({ MX }) => MX?.map(([priority, exchange]) => ({ priority, exchange }))),
    resolve4: (name: string) => answer(name, 'A', ({ A }) => A),
    resolve6: (name: string) => answer(name, 'AAAA', ({ AAAA }) => AAAA),
    reverse: (ip: string) => answer(ip, 'PTR', ({ PTR }) => PTR),
    cancel: () => undefined,
  };
  return source as DnsSource & { asked: string[] };
}

export const zoneDns = (zone: Zone): Dns =>
  createDnsCache(zoneSource(zone)).within(new AbortController().signal);

const TYPES = { 1: 'A', 12: 'PTR', 15: 'MX', 16: 'TXT', 28: 'AAAA' } as const;
type Type = (typeof TYPES)[keyof typeof TYPES];

const toName = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

const toIp6 = (ip: string): Buffer => {
  const [head = '', tail] = ip.split('::');
  const groups = (text = '') => text.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
};

const toData: Record<Type, (records: Records) => Buffer[]> = {
  A: ({ A = [] }) => A.map((ip) => Buffer.from(ip.split('.').map(Number))),
  AAAA: ({ AAAA = [] }) => AAAA.map(toIp6),
  PTR: ({ PTR = [] }) => PTR.map(toName),
  MX: ({ MX = [] }) =>
    MX.map(([priority, host]) => Buffer.concat([Buffer.from([priority >> 8, priority & 255]), toName(host)])),
  TXT: ({ TXT = [] }) =>
    TXT.map((text) => {
      const pieces = text.match(/.{1,255}/g) ?? [''];
      return Buffer.concat(
        pieces.map((piece) => Buffer.from([piece.length, ...Buffer.from(piece, 'latin1')])),
      );
    }),
};

/** `1.2.0.192.in-addr.arpa` → `192.0.2.1`; other names as they are. */
const toKey = (name: string): string =>
  name.endsWith('.in-addr.arpa') ? name.split('.').slice(0, 4).reverse().join('.') : name;

interface Question {
  id: Buffer;
  name: string;
  type: number;
  /** The question as it came. */
  octets: Buffer;
}

function readQuestion(message: Buffer): Question {
  let at = 12;
  const labels: string[] = [];
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return {
    id: message.subarray(0, 2),
    name: labels.join('.').toLowerCase(),
    type: message.readUInt16BE(at + 1),
    octets: message.subarray(12, at + 5),
  };
}

/** What fits into an answer over UDP here; longer ones say that they are cut off (RFC 1035 §4.2.1). */
const UDP_OCTETS = 512;

function answerOf(zone: Zone, { id, name, type, octets }: Question, overTcp: boolean): Buffer | null {
  const records = zone[toKey(name)];
  if (records?.broken === 'silent') return null;
  const known = TYPES[type as keyof typeof TYPES];
  const data = records && known && !records.broken ? toData[known](records) : [];
  const code = records?.broken ? 2 : records ? 0 : 3;
  const body = data.map((value) => {
    const head = Buffer.from([
      0xc0,
      12,
      type >> 8,
      type & 255,
      0,
      1,
      0,
      0,
      0,
      60,
      value.length >> 8,
      value.length & 255,
    ]);
    return Buffer.concat([head, value]);
  });
  const header = (count: number, cut: boolean) =>
    Buffer.concat([id, Buffer.from([cut ? 0x87 : 0x85, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0])]);
  const whole = Buffer.concat([header(body.length, false), octets, ...body]);
  return overTcp || whole.length <= UDP_OCTETS ? whole : Buffer.concat([header(0, true), octets]);
}

export interface DnsServer {
  /** For `dns.servers` of the configuration. */
  address: string;
  /** Questions as they came: `udp TXT example.org`. */
  asked: string[];
  /** Change it as one changes a DNS. */
  zone: Zone;
  stop(): Promise<void>;
}

/** A DNS server on a port of this machine, over UDP and TCP. */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const server: Pick<DnsServer, 'asked' | 'zone'> = { asked: [], zone };
  const answer = (message: Buffer, way: 'udp' | 'tcp'): Buffer | null => {
    const question = readQuestion(message);
    server.asked.push(`${way} ${TYPES[question.type as keyof typeof TYPES]} ${toKey(question.name)}`);
    return answerOf(server.zone, question, way === 'tcp');
  };
  const tcp = net.createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (octets: Buffer) => {
      received = Buffer.concat([received, octets]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const length = received.readUInt16BE(0);
        const reply = answer(received.subarray(2, 2 + length), 'tcp');
        received = received.subarray(2 + length);
        if (reply) socket.write(Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 255]), reply]));
      }
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  const udp = dgram.createSocket('udp4');
  udp.on('message', (message, from) => {
    const reply = answer(message, 'udp');
    if (reply) udp.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  return Object.assign(server, {
    address: `127.0.0.1:${port}`,
    async stop() {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise((resolve) => tcp.close(resolve));
    },
  });
}
