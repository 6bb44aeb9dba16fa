/** An enhanced status code of class 4 (RFC 3463) where RFC 2034 puts it: after the reply code, so no part of an IP. */
const STATUS = /^\d{3}[ -]#?4\.(\d{1,3})\.(\d{1,3})\b/;

const GREYLISTING = /gr[ae]y[- ]?list|postgrey|lista gris/i;
const LATER = /\b(try|retry|come back|again|later|intente|m[aá]s tarde)\b/i;
const TOO_MUCH =
  /\b(rate|limit\w*|l[ií]mite|throttl\w*|exceed\w*|too (many|much|fast)|demasiad[oa]s?|volume|busy|overload\w*|load|connections?|reputation|complaints?|spam|blocked)\b/i;

/**
 * Whether an answer asks for fewer e-mails to the whole domain: 421, 450, 451 or an enhanced 4.7.x, but not
 * - about one mailbox or address: 452, 4.1.x and 4.2.x (RFC 3463 §3.2, §3.3). The others are not to wait for it;
 * - greylisting: it puts off each recipient once, however slowly it is written to. A domain that was slowed down for it
 *   would never be done with its first tries. Some greylisters say no more than "451 4.7.1 Try again later"; so 450
 *   and 451 with 4.7.1 or no enhanced code count only where they do not just ask to come back.
 * @param code the SMTP reply code. @param reply the whole reply, code first.
 */
export function asksForLess(code: number, reply: string): boolean {
  if (code < 400 || code >= 500 || code === 452) return false;
  const [, subject, detail] = STATUS.exec(reply) ?? [];
  if (subject === '1' || subject === '2' || GREYLISTING.test(reply)) return false;
  if (code === 421) return true;
  const vague = subject === undefined || (subject === '7' && detail === '1');
  if (vague && LATER.test(reply) && !TOO_MUCH.test(reply)) return false;
  return subject === '7' || code === 450 || code === 451;
}
