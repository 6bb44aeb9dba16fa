import { addressesIn, tidy } from './addresses';

/** A recipient that a report names in words, with the words about it. */
export interface NamedRecipient {
  address: string;
  /** Whom it was for before an alias or a forward, where the report says so. */
  originalAddress: string | null;
  words: string;
}

const MOST_LINES = 2_000;
const MOST_LINE = 1_000;
const MOST_RECIPIENTS = 1_000;
const MOST_WORDS = 4_000;

/** The whole of it: a pattern that goes on must not leave off in the middle of a name. */
const A = `[^\\s<>"'()[\\]:;,@=]{1,128}@[^\\s<>"'()[\\]:;,@/=]{1,255}(?![^\\s<>"'()[\\]:;,@/=])`;
const OPEN = `[<'"(\\[]`;
const CLOSE = `[>'")\\]]`;
const LABELS =
  'recipients?|addressee|address(?:es)?|destinatari[oa]s?|destinataires?|empf(?:ä|ae)nger|direcci(?:ó|o)n|endere(?:ç|c)o|adresse|user|mailbox|userid|宛先|to|rcpt to|an|para|à|error-for|final-recipient|original-recipient';

/** Lines that are about one address, from the surest form to the loosest. */
const FORMS: readonly RegExp[] = [
  // <a@b>: words · a@b · "a@b" <a@b> · * a@b · [a@b] words
  new RegExp(
    `^[ \\t>*•-]*(?:to[ \\t]+|[45]\\d\\d[ -](?:\\d\\.\\d{1,3}\\.\\d{1,3} )?)?${OPEN}*(?:mailto:|smtp[:=])?(${A})${CLOSE}*[ \\t]*(?:$|[:;,!]|\\(|${OPEN}|-|\\.\\.\\.|on[ \\t]|\\[)`,
    'i',
  ),
  new RegExp(`^[ \\t>*•-]*${OPEN}?(${A})`, 'i'),
  // Recipient: <a@b> · Invalid final delivery userid: a@b
  new RegExp(
    `(?:^|[^\\w])(?:${LABELS})[ \\t]*[:：=][ \\t]*(?:rfc822[ \\t]*;)?[ \\t]*(?:[^<@]{0,60}<)?${OPEN}*(${A})`,
    'i',
  ),
  // 550 5.1.1 <a@b>: words · could not be delivered to a@b
  new RegExp(
    `(?:^[45]\\d\\d[ -](?:\\d\\.\\d{1,3}\\.\\d{1,3})?[ \\t]*|(?:^|[^\\w.+-])(?:rcpt[ \\t]+to|for|to|recipient|user|mailbox|address|addressed to|a|an|à|para)[ \\t]*[: \\t])[ \\t]*${OPEN}*(${A})`,
    'i',
  ),
  new RegExp(`(?:^|[^\\w.+-])(${A})`, 'i'),
];

/** Lines that name no one but whom they are about. */
export const SURE_FORMS = FORMS.slice(0, 1);

/** Words before an address that make it the writer, not the one written to. */
const OF_SENDER =
  /(?:^|[^\w])(?:from|sent by|sender|reply-to|return-path|contact|reported by|message-id|by|cc|bcc|help|support|abuse|questions?|de|von|remitente|exp(?:é|e)diteur|remetente|reply-to|reply to|email us at|mailto:|write to)(?<!(?:generated|expanded) from)[ \t]*[:=]?[ \t]*[<'"([]*$/i;
const SENDER_BEFORE = /(?:sent by|from|sender|written by|enviado por|de)[ \t]*:?[ \t]*$/i;
const SERVICE =
  /^(?:mailer-daemon|post_?master|abuse|mail-daemon|root|double-bounce|noc|hostmaster|webmaster|helpdesk|support|nobody|no-?reply|mailerdaemon)@/i;

/** Where a report begins to list whom it is about. */
const TRIGGER =
  /(?:following|these|this|one or more|some|all|below)\b.{0,60}\b(?:recipients?|address(?:es)?|destinations?|persons?|people|users?)|\bfail(?:ed|ure)\b.{0,40}:[ \t]*$|(?:not|n't) (?:be )?(?:delivered|reach|sent)\b|permanent (?:fatal )?errors|siguientes? (?:destinatari|direcci)|seguintes? (?:destinat|endere)|folgende(?:n|r)? (?:empf|adress)|destinataires? suivants?|adresses? suivantes?|次の(?:宛先|受信者|アドレス)|以下の(?:宛先|アドレス|メールアドレス)/i;

/** The header of the original e-mail, quoted: `To:` there names the list, not the one who failed. */
function quotedHeader(lines: readonly string[], at: number): boolean {
  if (!/^[ \t>]*(?:to|cc|para|an|à|a)[ \t]*:/i.test(lines[at] as string)) return false;
  const around = lines.slice(Math.max(0, at - 3), at + 5);
  return around.some((line) =>
    /^[ \t>]*(?:subject|sent|asunto|assunto|betreff|objet|件名|date|fecha|enviado)[ \t]*:/i.test(line),
  );
}

/**
 * Recipients that the words of a report name, each with the words that follow it.
 * @param own the report's own words.
 * @param senders addresses that stand for us in this report: those it was sent to.
 * @param forms only lines that are about an address in the surest forms.
 */
export function namedRecipients(
  own: string,
  senders: readonly string[],
  forms: readonly RegExp[] = FORMS,
): NamedRecipient[] {
  const lines = own.split('\n').slice(0, MOST_LINES);
  const ours = new Set(senders.map((sender) => sender.toLowerCase()));
  const isOurs = (address: string): boolean => SERVICE.test(address) || ours.has(address.toLowerCase());
  const trigger = lines.findIndex((line) => TRIGGER.test(line.slice(0, MOST_LINE)));
  const starts = trigger > 0 ? [trigger, 0] : [0];
  for (const quoted of [false, true]) {
    for (const start of starts) {
      for (const form of forms) {
        const named = collect(
          lines,
          start,
          form,
          (address, at) => !isOurs(address) && (quoted || !quotedHeader(lines, at)),
        );
        if (named.length > 0) return named;
      }
    }
  }
  return [];
}

function collect(
  lines: readonly string[],
  start: number,
  form: RegExp,
  counts: (address: string, line: number) => boolean,
): NamedRecipient[] {
  const found = new Map<string, NamedRecipient>();
  let open: NamedRecipient | null = null;
  for (let at = start; at < lines.length; at += 1) {
    const line = (lines[at] as string).slice(0, MOST_LINE);
    const match = line.includes('@') ? form.exec(line) : null;
    const address = match ? tidy(match[1] as string) : null;
    if (match && address && /\.|@\[/.test(address) && counts(address, at) && !isWriter(lines, at, match)) {
      const key = address.toLowerCase();
      const known = found.get(key);
      if (known) open = known;
      else if (found.size < MOST_RECIPIENTS) {
        open = { address, originalAddress: originOf(lines, at), words: '' };
        found.set(key, open);
      }
    }
    if (open && open.words.length < MOST_WORDS) open.words += `${line}\n`;
  }
  return [...found.values()];
}

/** `(expanded from: <a@b>)`, `(ultimately generated from a@b)`: on the line of an address, or on the next. */
function originOf(lines: readonly string[], at: number): string | null {
  const near = lines
    .slice(at, at + 2)
    .join(' ')
    .slice(0, MOST_LINE);
  const found = new RegExp(`(?:expanded|generated) from:?[ \\t]*<?(${A})`, 'i').exec(near);
  return found ? tidy(found[1] as string) : null;
}

/** "A message sent by" may end the line before. */
function isWriter(lines: readonly string[], at: number, match: RegExpExecArray): boolean {
  const before = (lines[at] as string).slice(0, match.index + match[0].lastIndexOf(match[1] as string));
  if (OF_SENDER.test(before)) return true;
  if (/\w/.test(before)) return false;
  const previous = lines
    .slice(Math.max(0, at - 2), at)
    .reverse()
    .find((line) => line.trim() !== '');
  return previous !== undefined && SENDER_BEFORE.test(previous);
}

/**
 * Finds the lines that name an address, each with the two that follow: what a transcript says about it.
 * @returns the search, for as many addresses as there are.
 */
export function searchOf(own: string): (address: string) => string {
  const lines = own.split('\n', MOST_LINES);
  let places: Map<string, number[]> | null = null;
  const index = (): Map<string, number[]> => {
    const found = new Map<string, number[]>();
    lines.forEach((line, at) => {
      for (const address of line.includes('@') ? addressesIn(line.slice(0, MOST_LINE)) : []) {
        const key = address.toLowerCase();
        const known = found.get(key);
        if (known) known.push(at);
        else found.set(key, [at]);
      }
    });
    return found;
  };
  return (address) => {
    places ??= index();
    const keep = new Set((places.get(address.toLowerCase()) ?? []).flatMap((at) => [at, at + 1, at + 2]));
    return [...keep]
      .map((at) => lines[at] ?? '')
      .join('\n')
      .slice(0, MOST_WORDS);
  };
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

/** The recipient of an SMTP session that a report prints. */
export function namedInSession(text: string, senders: readonly string[]): string | null {
  const ours = new Set(senders.map((sender) => sender.toLowerCase()));
  for (const [, address = ''] of text
    .slice(0, 100_000)
    .matchAll(new RegExp(`\\brcpt to:[ \\t]*<?(${A})`, 'gi'))) {
    const tidied = tidy(address);
    if (tidied && !ours.has(tidied.toLowerCase())) return tidied;
  }
  return null;
}

/** Names without a domain, indented below the line that announces them: mailboxes of the server that reports. */
export function namedByLocalPart(own: string, from: string): NamedRecipient[] {
  const domain = /@([a-z0-9-]+(?:\.[a-z0-9-]+)+)/i.exec(from)?.[1]?.toLowerCase();
  const lines = own.split('\n').slice(0, MOST_LINES);
  const trigger = lines.findIndex((line) => TRIGGER.test(line.slice(0, MOST_LINE)));
  if (!domain || trigger < 0) return [];
  return lines
    .slice(trigger + 1, trigger + 50)
    .flatMap((line) => /^[ \t]+<?([A-Za-z0-9][A-Za-z0-9._-]{1,63})>?[ \t]*$/.exec(line)?.[1] ?? [])
    .map((name) => ({ address: `${name}@${domain}`, originalAddress: null, words: '' }));
}
