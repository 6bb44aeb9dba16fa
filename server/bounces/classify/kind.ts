import kindData from './data/kind-phrases.json';
import type { MessageKind } from './message';
import { fold, Phrases } from './phrases';
import type { Report } from './report/read';

type Told = Exclude<MessageKind, 'complaint' | 'auth-failure' | 'none'>;

const phrases = new Map(
  (['delay', 'success', 'challenge', 'autoreply', 'bounce'] as const).map((kind) => [
    kind,
    new Phrases(kindData.filter((group) => group.kind === kind)),
  ]),
);

/** Of a text that long, a report says in its first lines what it is. */
const HEAD = 1_500;

const DAEMON =
  /mailer[-_ ]?daemon|mail[-_ ]?daemon|postmaster|mail ?delivery|delivery ?(?:subsystem|system|service|status)|mail ?(?:system|subsystem|server|router|gateway|transport)|system ?administrator|undeliver|bounce|returned? ?mail|mailadmin|mail ?admin|majordomo|listserv|errors?@|non-?delivery|\bmta\b|microsoft ?exchange|internet ?mail ?service|smtp ?gateway|\bmaser\b|double-bounce/i;

/** What a message is that carries no machine-readable report. */
export function readKind({ headers, own, returned }: Report): { kind: MessageKind; rule: string } {
  const subject = fold(headers.text('subject').slice(0, 1_000));
  const head = fold(own.slice(0, HEAD));
  const inSubject = (kind: Told) => phrases.get(kind)?.find(subject) ?? null;
  const inHead = (kind: Told) => phrases.get(kind)?.find(head) ?? null;

  const failedHeader = headers.has('x-failed-recipients');
  const nullPath = headers.all('return-path').some((value) => /^\s*<?\s*>?\s*$/.test(value));
  const daemon =
    DAEMON.test(headers.text('from').slice(0, 1_000)) || DAEMON.test(headers.raw('sender').slice(0, 500));
  const bare =
    headers.size === 0 || !(headers.has('from') || headers.has('subject') || headers.has('received'));
  const submitted = headers.raw('auto-submitted').toLowerCase();
  const answered =
    /^auto-replied/.test(submitted) ||
    /auto_?-?reply|autoreply/i.test(headers.raw('precedence')) ||
    [
      'x-autoreply',
      'x-autorespond',
      'x-autoresponder',
      'x-autoreply-from',
      'x-mail-autoreply',
      'x-vacation',
      'x-cron-env',
      'x-auto-reply-from',
    ].some((name) => headers.has(name)) ||
    /out of office|vacation/i.test(headers.raw('x-mailer'));

  const bounceSubject = inSubject('bounce');
  const bounceHead = inHead('bounce');
  const challenge = inSubject('challenge') ?? inHead('challenge');
  if (challenge && !failedHeader && !(daemon && bounceSubject))
    return { kind: 'challenge', rule: `phrase:${challenge.id}` };

  const autoSubject = inSubject('autoreply');
  if (autoSubject && !failedHeader && !bounceSubject)
    return { kind: 'autoreply', rule: `phrase:${autoSubject.id}` };
  if (answered && !failedHeader && !bounceSubject && !daemon)
    return { kind: 'autoreply', rule: 'header:auto-submitted' };

  const machine = failedHeader || daemon || nullPath || bare;
  const hinted = machine || headers.has('auto-submitted') || returned !== null;
  const told = bounceSubject ?? bounceHead;
  const delay = inSubject('delay') ?? inHead('delay');
  if (failedHeader || (machine && told) || (hinted && bounceSubject && bounceHead)) {
    if (delay && !/permanent|fail(?:ed|ure)|gave up|giving up|undeliverable/.test(subject.text))
      return { kind: 'delay', rule: `phrase:${delay.id}` };
    return {
      kind: 'bounce',
      rule: failedHeader ? 'header:x-failed-recipients' : `phrase:${(told as { id: string }).id}`,
    };
  }
  if (machine && delay) return { kind: 'delay', rule: `phrase:${delay.id}` };
  const success = machine ? (inSubject('success') ?? inHead('success')) : null;
  if (success) return { kind: 'success', rule: `phrase:${success.id}` };
  const auto = hinted ? inHead('autoreply') : null;
  if (auto) return { kind: 'autoreply', rule: `phrase:${auto.id}` };
  return { kind: 'none', rule: 'none' };
}
