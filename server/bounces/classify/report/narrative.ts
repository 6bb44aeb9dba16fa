import { sameAddress, tidy } from './addresses';

/** A recipient that a report names in words, with the words about it. */
export interface NamedRecipient {
  address: string;
  words: string;
}

const MOST_LINES = 2_000;
const MOST_RECIPIENTS = 1_000;
const MOST_WORDS = 4_000;

const A = `[^\\s<>"'()[\\]:;,@]{1,128}@[^\\s<>"'()[\\]:;,@/=]{1,255}`;
/** Lines that are about one address, from the surest form to the loosest. */
const FORMS: RegExp[] = [
  // <a@b>, <a@b>: words, a@b:
  new RegExp(
    `^[ \\t>*•-]*(?:<|\\[|")?(?:mailto:)?(${A})(?:>|\\]|")?(?:[ \\t]*(?:\\(.*\\))?[ \\t]*[:;,.]?[ \\t]*$|[ \\t]*:[ \\t])`,
    'i',
  ),
  // <a@b> words; 'a@b' on 1/2/2003
  new RegExp(`^[ \\t>*•-]*(?:<|'|"|\\()(${A})(?:>|'|"|\\))`, 'i'),
  // To: a@b; Recipient: <a@b>; Failed recipient: …
  new RegExp(
    `^[ \\t>*•-]*(?:[\\w -]{0,40}(?:recipients?|address(?:es)?|destinatarios?|destinataires?|empf(?:ä|ae)nger|direcci(?:ó|o)n|user|mailbox|宛先|to|rcpt to|an|para|à|a))[ \\t]*[:：=][ \\t]*.{0,60}?<?(${A})>?`,
    'i',
  ),
  new RegExp(
    `(?:rcpt[ \\t]+to|for|to recipient|to the following address|recipient|user|mailbox|address|to)[ \\t]*:?[ \\t]*[<'"(\\[]?(${A})`,
    'i',
  ),
  new RegExp(`(${A})`, 'i'),
];

/** Words around an address that make it the writer, not the one written to. */
const OF_SENDER =
  /(?:^|[\s<(])(?:from|mail from|sender|reply-to|return-path|contact|postmaster|reported by|message-id|by|cc|bcc|help|support|abuse|de|von|remitente|expediteur|remetente)[ \t]*[:=]?[ \t]*[<'"([]*$/i;
const SERVICE =
  /^(?:mailer-daemon|postmaster|abuse|mail-daemon|root|double-bounce|noc|hostmaster|webmaster|helpdesk|support|nobody|no-?reply)@/i;

/**
 * Recipients that the words of a report name, each with the words that follow it.
 * @param own the report's own words.
 * @param senders addresses that stand for us in this report: those it was sent to.
 */
export function namedRecipients(own: string, senders: readonly string[]): NamedRecipient[] {
  const lines = own.split('\n').slice(0, MOST_LINES);
  const isOurs = (address: string): boolean =>
    SERVICE.test(address) || senders.some((sender) => sameAddress(sender, address));
  for (const form of FORMS) {
    const named = collect(lines, form, isOurs);
    if (named.length > 0) return named;
  }
  return [];
}

function collect(
  lines: readonly string[],
  form: RegExp,
  isOurs: (address: string) => boolean,
): NamedRecipient[] {
  const found = new Map<string, { address: string; words: string }>();
  let open: { address: string; words: string } | null = null;
  for (const line of lines) {
    const match = form.exec(line);
    const address = match ? tidy(match[1] as string) : null;
    const before = match ? line.slice(0, line.indexOf(match[1] as string)) : '';
    if (address && !isOurs(address) && !OF_SENDER.test(before) && /\.|\[|^[^@]+@[a-z0-9-]+$/i.test(address)) {
      const key = address.toLowerCase();
      const known = found.get(key);
      if (known) open = known;
      else if (found.size < MOST_RECIPIENTS) {
        open = { address, words: '' };
        found.set(key, open);
      }
    }
    if (open && open.words.length < MOST_WORDS) open.words += `${line}\n`;
  }
  return [...found.values()];
}

/** The lines that name an address, each with the two that follow: what a transcript says about it. */
export function linesAbout(own: string, address: string): string {
  const lines = own.split('\n').slice(0, MOST_LINES);
  const wanted = address.toLowerCase();
  const keep = new Set<number>();
  lines.forEach((line, at) => {
    if (line.toLowerCase().includes(wanted)) for (let next = at; next < at + 3; next += 1) keep.add(next);
  });
  return lines
    .filter((_line, at) => keep.has(at))
    .join('\n')
    .slice(0, MOST_WORDS);
}

/** An address that a return path carries in itself (VERP): `bounces+user=example.org@…`, `list-user=example.org@…`. */
export function addressInVerp(address: string): string | null {
  const local = address.slice(0, address.lastIndexOf('@'));
  const found =
    /(?:^|[+-])([A-Za-z0-9._]{1,64}(?:-[A-Za-z0-9._]+){0,5}?)=([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/.exec(
      local,
    );
  return found ? tidy(`${found[1]}@${found[2]}`) : null;
}
