/** What a record may hold. */
type Value = string | number | Value[] | { [key: string]: Value };

const RECORD_BITS = 24;
/** Between the tree and its data. */
const SEPARATOR = Buffer.alloc(16);
const METADATA_MARK = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

const TYPE = { text: 2, uint32: 6, map: 7, array: 11 };
const LONG_SIZE = 29;

/** The byte or bytes that say what follows and how long it is. */
function control(type: number, size: number): Buffer {
  const extended = type > 7;
  const [first, more] = size < LONG_SIZE ? [size, []] : [LONG_SIZE, [size - LONG_SIZE]];
  return Buffer.from([((extended ? 0 : type) << 5) | first, ...(extended ? [type - 7] : []), ...more]);
}

function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    return Buffer.concat([control(TYPE.text, Buffer.byteLength(value)), Buffer.from(value)]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(TYPE.uint32, 4), bytes]);
  }
  if (Array.isArray(value)) {
    return Buffer.concat([control(TYPE.array, value.length), ...value.map(encode)]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([control(TYPE.map, entries.length), ...entries.flat().map(encode)]);
}

type Branch = [Branch | Value | null, Branch | Value | null];

const bitsOf = (cidr: string): number[] => {
  const [ip = '', prefix = ''] = cidr.split('/');
  const bits = ip
    .split('.')
    .flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (Number(byte) >> (7 - bit)) & 1));
  // IPv4 lives in ::/96 of a tree of IPv6 addresses.
  return [...new Array<number>(96).fill(0), ...bits.slice(0, Number(prefix))];
};

/**
 * A database in MaxMind's format, version 2.0, small enough for sizes of one byte.
 * @param networks by IPv4 network, e.g. `127.0.9.0/24`; none within another.
 * @see https://maxmind.github.io/MaxMind-DB/
 */
export function mmdb(databaseType: string, networks: Record<string, Value>): Buffer {
  const root: Branch = [null, null];
  const branches: Branch[] = [root];
  for (const [cidr, value] of Object.entries(networks)) {
    const bits = bitsOf(cidr);
    const last = bits.pop() as 0 | 1;
    let at = root;
    for (const bit of bits as (0 | 1)[]) {
      if (at[bit] === null) branches.push((at[bit] = [null, null]));
      at = at[bit] as Branch;
    }
    at[last] = value;
  }

  const data: Buffer[] = [];
  let offset = 0;
  const recordOf = (side: Branch[0]): number => {
    if (side === null) return branches.length;
    const branch = branches.indexOf(side as Branch);
    if (branch >= 0) return branch;
    const encoded = encode(side as Value);
    data.push(encoded);
    offset += encoded.length;
    return branches.length + SEPARATOR.length + offset - encoded.length;
  };
  const tree = Buffer.alloc(branches.length * 2 * (RECORD_BITS / 8));
  branches.flat().forEach((side, index) => tree.writeUIntBE(recordOf(side), index * 3, 3));
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_750_000_000,
    database_type: databaseType,
    description: { en: 'made by a test' },
    ip_version: 6,
    languages: ['en', 'es'],
    node_count: branches.length,
    record_size: RECORD_BITS,
  });
  return Buffer.concat([tree, SEPARATOR, ...data, METADATA_MARK, metadata]);
}
