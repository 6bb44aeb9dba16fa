import type { ClassifiedMessage, ClassifiedRecipient, MessageKind } from '../message';
import { textOf, walk } from '../mime/parts';
import { readDeliveryStatus, type DeliveryStatus, type StatusFields } from '../report/delivery-status';
import { namedRecipients, searchOf } from '../report/narrative';
import { ours, type Report } from '../report/read';
import { decideBy, recipient, shorten, verdict } from './verdict';

/** Of a whole message, where a report without its part is looked for. */
const MOST_SOURCE = 200_000;
const ANY_RECIPIENT = /^(?:final|original)-recipient[ \t]*:/im;
const ANY_FIELD = /^(?:reporting-mta|final-recipient|original-recipient|action)[ \t]*:/im;

/** RFC 3464 §2.3.3; `deliverable` is Postfix's, for a recipient that was only probed. */
const DONE = new Set(['delivered', 'relayed', 'expanded', 'deliverable']);

/** From the part that holds it, else from any text that does: bare bodies, broken boundaries, gateways that flatten. */
function find({ root, own, source }: Report): DeliveryStatus | null {
  for (const part of walk(root)) {
    if (!/^message\/(?:global-)?delivery-status$/.test(part.type)) continue;
    const status = readDeliveryStatus(textOf(part));
    if (status.recipients.length > 0) return status;
  }
  const flat = [own, source.slice(0, MOST_SOURCE)].find((text) => ANY_RECIPIENT.test(text));
  if (flat === undefined) return null;
  const status = readDeliveryStatus(flat.slice(flat.search(ANY_FIELD)));
  const recipients = status.recipients.filter(
    ({ address, action, status: code }) => address && (action ?? code),
  );
  return recipients.length > 0 ? { ...status, recipients } : null;
}

function actionOf({ action, status }: StatusFields): string {
  if (action) return action.startsWith('fail') ? 'failed' : action.startsWith('delay') ? 'delayed' : action;
  return status?.startsWith('2') ? 'delivered' : 'failed';
}

function kindOf(actions: readonly string[]): MessageKind {
  if (actions.every((action) => DONE.has(action))) return 'success';
  return actions.includes('delayed') && !actions.includes('failed') ? 'delay' : 'bounce';
}

function tellRecipient(fields: StatusFields, own: string): ClassifiedRecipient {
  const { address, originalAddress, action, status, diagnostic, remoteMta } = fields;
  const does = actionOf(fields);
  const base = { address, originalAddress, action, diagnostic: shorten(diagnostic), remoteMta };
  if (DONE.has(does)) {
    const reply = /\b2\d\d\b/.exec(diagnostic)?.[0] ?? null;
    return recipient({
      ...base,
      class: 'success',
      reason: 'delivered',
      status,
      reply,
      rule: `action:${does}`,
    });
  }
  const decision = decideBy(status, [diagnostic, own], true);
  if (does !== 'delayed') return recipient({ ...base, ...decision });
  return recipient({ ...base, ...decision, class: 'delay', rule: 'action:delayed' });
}

/** A delivery status report (RFC 3464, RFC 6533). */
export function tellDeliveryStatus(report: Report): ClassifiedMessage | null {
  const status = find(report);
  if (!status) return null;
  const { own } = report;
  const linesAbout = searchOf(own);
  const single = status.recipients.length === 1;
  const recipients = status.recipients.map((fields) => {
    // `Final-Recipient: rfc822; /var/spool/x` and the like: the words may name whom it was for.
    const [named] = fields.address || !single ? [] : namedRecipients(own, ours(report));
    const address = fields.address ?? named?.address ?? null;
    return tellRecipient({ ...fields, address }, single || !address ? own : linesAbout(address));
  });
  const get = (name: string) => status.message.get(name) ?? null;
  return verdict(
    report,
    { kind: kindOf(status.recipients.map(actionOf)), recipients, rule: 'dsn' },
    {
      envelopeId: get('original-envelope-id'),
      arrivalDate: get('arrival-date'),
      reportingMta: get('reporting-mta')?.replace(/^\s*[\w-]{1,20}\s*;\s*/, '') ?? null,
    },
  );
}
