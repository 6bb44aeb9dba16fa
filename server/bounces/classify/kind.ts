import type { MessageKind } from './message';
import type { Headers } from './mime/headers';
import { kinds, type ToldKind } from './phrase-book';
import { fold } from './phrases';
import type { Report } from './report/read';

/** Of a text that long, a report says in its first lines what it is. */
const HEAD = 1_500;

/** Who writes reports: programs that carry mail, under the names that they go by. */
const DAEMON =
  /mailer[-_ ]?daemon|mail[-_ ]?daemon|post[-_ ]?master|mail ?delivery|delivery ?(?:subsystem|system|service|status|notification)|mail ?(?:system|subsystem|server|router|gateway|transport)|e-?mail ?(?:system|server|gateway)|system ?administrator|undeliver|returned? ?mail|mail-?admin|non-?delivery|\bmta\b|\bmdaemon\b|microsoft ?(?:exchange|outlook)|internet ?mail ?service|smtp ?(?:gateway|server)|double-bounce|administrador del sistema|sistema de (?:correo|entrega)|mail ?router|\bbounce(?:r|handler)?@/i;

/** Header fields that autoresponders set, beside Auto-Submitted (RFC 3834 §5). */
const ANSWERED = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-autoreply-from',
  'x-auto-reply-from',
  'x-mail-autoreply',
  'x-vacation',
];

/** The envelope sender was empty: the mark of a report (RFC 5321 §4.5.5). */
export const hasNullReturnPath = (headers: Headers): boolean =>
  headers.all('return-path').some((value) => /^\s*(?:<\s*>|)\s*(?:\(.*\))?$/.test(value));

function isAnswer(headers: Headers): boolean {
  return (
    /^auto-replied/i.test(headers.raw('auto-submitted')) ||
    /auto_?-?reply/i.test(`${headers.raw('precedence')} ${headers.raw('x-precedence')}`) ||
    ANSWERED.some((name) => headers.has(name) && !/^(?:no|false)\b/i.test(headers.raw(name))) ||
    /out of office|vacation|autorespond/i.test(headers.raw('x-mailer'))
  );
}

type Told = { kind: MessageKind; rule: string };

/**
 * What a message is that carries no machine-readable report. A person who quotes a report is `none`: programs write
 * reports, and say so in the header.
 */
export function readKind(report: Report, namesSomeone: () => boolean): Told {
  const { headers } = report;
  const subject = fold(headers.text('subject').slice(0, 1_000));
  const head = fold(report.own.slice(0, HEAD));
  const inSubject = (kind: ToldKind) => kinds[kind].find(subject);
  const inHead = (kind: ToldKind) => kinds[kind].find(head);
  const told = (kind: MessageKind, phrase: { id: string }): Told => ({ kind, rule: `phrase:${phrase.id}` });

  const failed = headers.has('x-failed-recipients');
  const nullPath = hasNullReturnPath(headers);
  const daemon =
    DAEMON.test(headers.text('from').slice(0, 1_000)) ||
    DAEMON.test(headers.raw('sender').slice(0, 500)) ||
    /^\s*<\s*>\s*$/.test(headers.raw('from')) ||
    headers.has('x-mlserver');
  const reports = headers.raw('content-type').toLowerCase().startsWith('multipart/report');
  const bare = !['from', 'subject', 'received', 'message-id'].some((name) => headers.has(name));
  const machine = failed || daemon || nullPath || reports || bare;
  const answer = isAnswer(headers);

  const bounce = inSubject('bounce');
  const challenge = inSubject('challenge') ?? inHead('challenge');
  if (challenge && !failed && !(daemon && bounce)) return told('challenge', challenge);

  const away = inSubject('autoreply');
  if (away && !failed && !bounce) return told('autoreply', away);
  const bounceHead = inHead('bounce');
  const absent = inHead('autoreply') ?? inHead('absence') ?? inSubject('absence');
  if (answer && !failed && !bounce && !daemon && !(nullPath && bounceHead && !absent))
    return { kind: 'autoreply', rule: 'header:auto-submitted' };

  const evidence = bounce ?? bounceHead;
  const replied = headers.has('in-reply-to') || headers.has('references');
  const listed = headers.has('list-unsubscribe-post') || headers.has('feedback-id');
  const written = !machine && !replied && !listed && bounce !== null && bounceHead !== null;
  const sure = failed || (evidence !== null && (bare || written ? namesSomeone() : machine));
  const delay = inSubject('delay') ?? inHead('delay');
  if (sure || (machine && delay)) {
    const final = /permanent|fail(?:ed|ure)|gave up|giving up|undeliverable|returned/.test(subject.text);
    if (delay && !final) return told('delay', delay);
    if (failed) return { kind: 'bounce', rule: 'header:x-failed-recipients' };
    if (evidence) return told('bounce', evidence);
  }
  const success = machine ? (inSubject('success') ?? inHead('success')) : null;
  if (success) return told('success', success);
  if (absent && (nullPath || headers.has('auto-submitted'))) return told('autoreply', absent);
  return { kind: 'none', rule: 'none' };
}
