import type { ClassifiedMessage, ClassifiedRecipient, MessageKind } from './message';
import { decide } from './decide';
import { readKind } from './kind';
import { textOf, walk, type Part } from './mime/parts';
import { referencesOf, sentTo } from './references';
import { addressesIn } from './report/addresses';
import { readDeliveryStatus, type DeliveryStatus, type StatusFields } from './report/delivery-status';
import { complainants, fieldsIn, isBareComplaint, readFeedback } from './report/feedback';
import { addressInVerp, linesAbout, namedRecipients, type NamedRecipient } from './report/narrative';
import { readReport, type Report } from './report/read';

const MOST_DIAGNOSTIC = 500;

const partOf = (root: Part, type: RegExp): Part | undefined => {
  for (const part of walk(root)) if (type.test(part.type)) return part;
  return undefined;
};

/** From the part that holds it, else from any text that does: bare bodies, broken boundaries, gateways that flatten. */
function deliveryStatusOf({ root, own, source }: Report): DeliveryStatus | null {
  for (const part of walk(root)) {
    if (!/^message\/(?:global-)?delivery-status$/.test(part.type)) continue;
    const status = readDeliveryStatus(textOf(part));
    if (status.recipients.length > 0) return status;
  }
  const flat = [own, source.slice(0, 200_000)].find((text) =>
    /^(?:final|original)-recipient[ \t]*:/im.test(text),
  );
  if (flat === undefined) return null;
  const from = flat.search(/^(?:reporting-mta|final-recipient|original-recipient|action)[ \t]*:/im);
  const status = readDeliveryStatus(flat.slice(from));
  const recipients = status.recipients.filter(
    ({ address, action, status: code }) => address && (action ?? code),
  );
  return recipients.length > 0 ? { ...status, recipients } : null;
}

/**
 * Tells what came back: a bounce, a complaint, an answer by a machine, or nothing of the kind. Never throws, does bounded
 * work, reads nothing but the message.
 * @param raw a whole message, or its body alone.
 */
export function classifyMessage(raw: Buffer): ClassifiedMessage {
  const report = readReport(raw);
  return asFeedback(report) ?? asDeliveryStatus(report) ?? asWords(report);
}

function message(
  report: Report,
  found: Pick<ClassifiedMessage, 'kind' | 'recipients' | 'rule'> &
    Partial<Pick<ClassifiedMessage, 'feedbackType'>> & {
      envelopeId?: string | null;
      arrivalDate?: string | null;
      reportingMta?: string | null;
    },
): ClassifiedMessage {
  const { headers } = report;
  const { kind, recipients, rule, feedbackType = null, ...facts } = found;
  const nullReturnPath = headers
    .all('return-path')
    .some((value) => /^<?\s*>?$/.test(value) || /^<>/.test(value));
  return {
    kind,
    recipients,
    references: referencesOf({ headers, returned: report.returned, ...facts }),
    autoSubmitted:
      nullReturnPath ||
      (headers.has('auto-submitted') && !/^no\b/i.test(headers.raw('auto-submitted'))) ||
      (kind !== 'none' && kind !== 'challenge'),
    nullReturnPath,
    feedbackType,
    rule,
  };
}

function asFeedback(report: Report): ClassifiedMessage | null {
  const part = partOf(report.root, /^message\/feedback-report$/);
  const bare = !part && isBareComplaint(report.headers, report.returned);
  if (!part && !bare) return null;
  const { type, addresses, arrivalDate, reportingMta } = part
    ? readFeedback(fieldsIn(textOf(part)))
    : { type: 'abuse', addresses: [], arrivalDate: null, reportingMta: null };
  const named = addresses.length > 0 ? addresses : complainants(report.returned, report.headers);
  const kind: MessageKind =
    type === 'auth-failure' || type === 'dmarc' || type === 'dkim'
      ? 'auth-failure'
      : type === 'not-spam'
        ? 'none'
        : 'complaint';
  const rule = part ? `arf:${type}` : 'arf:bare';
  if (kind === 'none') return message(report, { kind, recipients: [], feedbackType: type, rule });
  const recipients = (named.length > 0 ? named : [null]).map((address): ClassifiedRecipient => ({
    address,
    originalAddress: null,
    class: kind === 'complaint' ? 'complaint' : 'auth-failure',
    reason: kind === 'complaint' ? 'feedback' : 'authentication_report',
    status: null,
    reply: null,
    action: null,
    diagnostic: null,
    remoteMta: null,
    rule,
  }));
  return message(report, { kind, recipients, feedbackType: type, rule, arrivalDate, reportingMta });
}

const DONE = new Set(['delivered', 'relayed', 'expanded']);

function actionOf({ action, status }: StatusFields): string {
  if (action) return action.startsWith('fail') ? 'failed' : action.startsWith('delay') ? 'delayed' : action;
  return status?.startsWith('2') ? 'delivered' : 'failed';
}

function asDeliveryStatus(report: Report): ClassifiedMessage | null {
  const status = deliveryStatusOf(report);
  if (!status) return null;
  const single = status.recipients.length === 1;
  const recipients = status.recipients.map((fields): ClassifiedRecipient => {
    const action = actionOf(fields);
    const base = {
      address: fields.address,
      originalAddress: fields.originalAddress,
      action: fields.action,
      diagnostic: shorten(fields.diagnostic),
      remoteMta: fields.remoteMta,
    };
    if (DONE.has(action))
      return {
        ...base,
        class: 'success',
        reason: 'delivered',
        status: fields.status,
        reply: /\b2\d\d\b/.exec(fields.diagnostic)?.[0] ?? null,
        rule: `action:${action}`,
      };
    const about = single || !fields.address ? report.own : linesAbout(report.own, fields.address);
    const decision = decideBy(fields.status, [fields.diagnostic, about]);
    const delayed = action === 'delayed';
    return {
      ...base,
      class: delayed ? 'delay' : decision.class,
      reason: decision.reason,
      status: decision.status,
      reply: decision.reply,
      rule: delayed ? `action:delayed` : decision.rule,
    };
  });
  const actions = status.recipients.map(actionOf);
  const kind: MessageKind = actions.includes('failed')
    ? 'bounce'
    : actions.includes('delayed')
      ? 'delay'
      : actions.every((action) => DONE.has(action))
        ? 'success'
        : 'bounce';
  const get = (name: string) => status.message.get(name) ?? null;
  return message(report, {
    kind,
    recipients,
    rule: 'dsn',
    envelopeId: get('original-envelope-id'),
    arrivalDate: get('arrival-date'),
    reportingMta: get('reporting-mta')?.replace(/^\s*[\w-]{1,20}\s*;\s*/, '') ?? null,
  });
}

/** By the first words that say something, the surest first. */
function decideBy(status: string | null, sources: readonly string[]) {
  let last = null;
  for (const words of sources) {
    if (words.trim() === '' && last) continue;
    const decision = decide({ status, words });
    if (
      !/^(?:smtp:|none)/.test(decision.rule) &&
      decision.reason !== 'undefined' &&
      decision.reason !== 'filtered'
    )
      return decision;
    last ??= decision;
  }
  return last ?? decide({ status, words: '' });
}

function asWords(report: Report): ClassifiedMessage {
  const { headers, own, returned } = report;
  const { kind, rule } = readKind(report);
  if (kind === 'none') return message(report, { kind, recipients: [], rule });
  if (kind !== 'bounce' && kind !== 'delay' && kind !== 'success') {
    const [address = null] = addressesIn(headers.raw('from'));
    const reason = kind === 'challenge' ? 'challenge' : 'vacation';
    return message(report, {
      kind,
      recipients: [
        {
          address,
          originalAddress: null,
          class: 'autoreply',
          reason,
          status: null,
          reply: null,
          action: null,
          diagnostic: null,
          remoteMta: null,
          rule,
        },
      ],
      rule,
    });
  }
  const ours = [...sentTo(headers), ...(returned ? addressesIn(returned.raw('from')) : [])];
  const named = recipientsOf(report, ours);
  const recipients = named.map(({ address, words }): ClassifiedRecipient => {
    const sources = named.length === 1 ? [words, own] : [words, address ? linesAbout(own, address) : '', own];
    const decision = decideBy(null, sources);
    const base = {
      address,
      originalAddress: null,
      action: kind === 'delay' ? 'delayed' : kind === 'success' ? 'delivered' : 'failed',
      diagnostic: shorten(words || own),
      remoteMta: null,
    };
    if (kind === 'success')
      return { ...base, class: 'success', reason: 'delivered', status: '2.0.0', reply: null, rule };
    return {
      ...base,
      class: kind === 'delay' ? 'delay' : decision.class,
      reason: decision.reason,
      status: decision.status ?? '5.0.0',
      reply: decision.reply,
      rule: kind === 'delay' ? rule : decision.rule,
    };
  });
  return message(report, { kind, recipients, rule });
}

function recipientsOf(
  { headers, own, returned }: Report,
  ours: readonly string[],
): { address: string | null; words: string }[] {
  const failed = headers.all('x-failed-recipients').flatMap((value) => addressesIn(value));
  if (failed.length > 0)
    return [...new Set(failed)]
      .slice(0, 1_000)
      .map((address) => ({ address, words: failed.length === 1 ? '' : linesAbout(own, address) }));
  const named: NamedRecipient[] = namedRecipients(own, ours);
  if (named.length > 0) return named;
  const written = [...(returned?.all('x-failed-recipients') ?? []), ...(returned?.all('to') ?? [])].flatMap(
    (value) => addressesIn(value),
  );
  if (written.length > 0) return written.slice(0, 1).map((address) => ({ address, words: '' }));
  const verp = ours.map(addressInVerp).find((address) => address !== null);
  if (verp) return [{ address: verp, words: '' }];
  // The report may be about an address that it was sent to: a mail to oneself.
  const again = namedRecipients(own, []);
  return again.length > 0 ? again : [{ address: null, words: '' }];
}

const shorten = (words: string): string | null =>
  words.replace(/\s+/g, ' ').trim().slice(0, MOST_DIAGNOSTIC) || null;
