import type { ClassifiedMessage, MessageKind } from '../message';
import { textOf } from '../mime/parts';
import { bareComplaint, complainants, fieldsIn, readFeedback } from '../report/feedback';
import { partOf, type Report } from '../report/read';
import { recipient, verdict } from './verdict';

/** Types that speak of the sender's authentication, not of a person (RFC 6591, RFC 7489 §7.3). */
const OF_AUTHENTICATION = new Set(['auth-failure', 'dmarc', 'dkim', 'spf']);

/** A feedback report (RFC 5965), or a complaint in a form of its own. */
export function tellFeedback(report: Report): ClassifiedMessage | null {
  const { headers, returned } = report;
  const part = partOf(report.root, /^message\/feedback-report$/);
  const bare = part ? null : bareComplaint(headers, returned);
  if (!part && !bare) return null;
  const { type, addresses, arrivalDate, reportingMta } = part
    ? readFeedback(fieldsIn(textOf(part)))
    : { type: bare ?? 'abuse', addresses: [], arrivalDate: null, reportingMta: null };
  const rule = part ? `arf:${type}` : `complaint:${type}`;
  const facts = { feedbackType: type, arrivalDate, reportingMta };
  // The reader took the complaint back.
  if (type === 'not-spam') return verdict(report, { kind: 'none', recipients: [], rule }, facts);
  const kind: MessageKind = OF_AUTHENTICATION.has(type) ? 'auth-failure' : 'complaint';
  const named = addresses.length > 0 ? addresses : complainants(headers, returned);
  const recipients = (named.length > 0 ? named : [null]).map((address) =>
    kind === 'complaint'
      ? recipient({ address, class: 'complaint', reason: 'feedback', rule })
      : recipient({ address, class: 'auth-failure', reason: 'authentication_report', rule }),
  );
  return verdict(report, { kind, recipients, rule }, facts);
}
