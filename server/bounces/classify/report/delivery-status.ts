import { decodeWords } from '../mime/headers';
import { addressOfField } from './addresses';

/** Fields of one recipient (RFC 3464 §2.3), values as written. */
export interface StatusFields {
  address: string | null;
  originalAddress: string | null;
  action: string | null;
  status: string | null;
  diagnostic: string;
  remoteMta: string | null;
}

export interface DeliveryStatus {
  /** Fields about the message (RFC 3464 §2.2). */
  message: ReadonlyMap<string, string>;
  recipients: StatusFields[];
}

const MOST_RECIPIENTS = 1_000;
const FIELD = /^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)$/;
const OF_RECIPIENT = new Set([
  'final-recipient',
  'original-recipient',
  'x-actual-recipient',
  'action',
  'status',
  'diagnostic-code',
  'remote-mta',
]);
const STARTS = new Set(['final-recipient', 'original-recipient', 'x-actual-recipient']);

/** Groups of fields, empty lines between them; lines that are no fields are left out. */
function groupsOf(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let last = '';
  const close = () => {
    if (group.size > 0) groups.push(group);
    group = new Map();
    last = '';
  };
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      close();
      continue;
    }
    if (/^[ \t]/.test(line) && last) {
      const value = group.get(last) ?? '';
      if (value.length < 4_000) group.set(last, `${value} ${line.trim()}`);
      continue;
    }
    const field = FIELD.exec(line);
    if (!field) {
      last = '';
      continue;
    }
    const name = (field[1] as string).toLowerCase();
    // A second recipient without an empty line before it.
    if (STARTS.has(name) && group.has(name)) close();
    if (!group.has(name)) group.set(name, (field[2] as string).trim());
    last = name;
  }
  close();
  return groups;
}

/** Some systems name an inner mailbox as the final one: `user@ims-ms-daemon`. */
const isMailbox = (address: string | null): boolean => /@.*(?:\.|\[)/.test(address ?? '');

const STATUS = /[245]\.\d{1,3}\.\d{1,3}/;

function fieldsOf(group: Map<string, string>): StatusFields {
  const get = (name: string): string => group.get(name) ?? '';
  const final = addressOfField(get('final-recipient'));
  const original = addressOfField(get('original-recipient'));
  const actual = addressOfField(get('x-actual-recipient'));
  return {
    address: isMailbox(final) ? final : (original ?? actual ?? final),
    originalAddress: original,
    action: /^[a-z]+/.exec(get('action').toLowerCase())?.[0] ?? null,
    status: STATUS.exec(get('status'))?.[0] ?? null,
    diagnostic: decodeWords(get('diagnostic-code')).replace(/^\s*[\w-]{1,20}\s*;\s*/, ''),
    remoteMta:
      get('remote-mta')
        .replace(/^\s*[\w-]{1,20}\s*;\s*/, '')
        .trim() || null,
  };
}

/**
 * Reads the fields of a delivery report, from its part or from a text that holds such fields.
 * @param text lines ended by LF, decoded.
 */
export function readDeliveryStatus(text: string): DeliveryStatus {
  const message = new Map<string, string>();
  const recipients: StatusFields[] = [];
  let open: Map<string, string> | null = null;
  const take = (group: Map<string, string>) => {
    if (recipients.length < MOST_RECIPIENTS) recipients.push(fieldsOf(group));
  };
  for (const group of groupsOf(text)) {
    const ofRecipient = [...group.keys()].some((name) => OF_RECIPIENT.has(name));
    const starts = [...STARTS].some((name) => group.has(name));
    if (!ofRecipient) {
      for (const [name, value] of group) if (!message.has(name)) message.set(name, value);
      continue;
    }
    // Fields of one recipient that an empty line tore apart.
    if (open && (!starts || !open.has('status')) && !overlap(open, group)) {
      for (const [name, value] of group) open.set(name, value);
      continue;
    }
    if (open) take(open);
    open = group;
    for (const [name, value] of group)
      if (!OF_RECIPIENT.has(name) && !message.has(name)) message.set(name, value);
  }
  if (open) take(open);
  return {
    message,
    recipients: distinct(recipients.filter(({ address, status, action }) => address ?? status ?? action)),
  };
}

/** One entry per address: some systems report each try. A failure beats what came before it. */
function distinct(recipients: readonly StatusFields[]): StatusFields[] {
  const byAddress = new Map<string, StatusFields>();
  recipients.forEach((fields, at) => {
    const key = fields.address?.toLowerCase() ?? `#${at}`;
    const known = byAddress.get(key);
    if (!known || (fields.action?.startsWith('fail') && !known.action?.startsWith('fail')))
      byAddress.set(key, fields);
  });
  return [...byAddress.values()];
}

const overlap = (one: Map<string, string>, other: Map<string, string>): boolean =>
  [...other.keys()].some((name) => OF_RECIPIENT.has(name) && one.has(name));
