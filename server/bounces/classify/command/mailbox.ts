/** The line between the messages of a mailbox file (RFC 4155): `From`, an address, a date with its time. */
const SEPARATOR = /^From \S+.*\d\d:\d\d/;

/**
 * Splits a mailbox file into its messages; anything else is one message, unchanged. `>From ` at the start of a line is
 * undone, however many `>` there are (mboxrd).
 */
export function splitMailbox(raw: Buffer): Buffer[] {
  if (!/^(?:\s*)From \S+/.test(raw.subarray(0, 1_000).toString('latin1'))) return [raw];
  const lines = raw.toString('latin1').split('\n');
  const messages: string[][] = [];
  let empty = true;
  for (const [at, line] of lines.entries()) {
    const starts =
      empty && SEPARATOR.test(line) && /^(?:>?From |[!-9;-~]+[ \t]*:|[ \t])/.test(lines[at + 1] ?? '');
    if (starts) messages.push([]);
    else messages.at(-1)?.push(line.replace(/^>(>*From )/, '$1'));
    empty = line.trim() === '';
  }
  return messages.length === 0 ? [raw] : messages.map((message) => Buffer.from(message.join('\n'), 'latin1'));
}
