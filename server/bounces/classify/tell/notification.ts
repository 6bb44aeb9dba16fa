import { decide } from '../decide';
import type { ClassifiedMessage } from '../message';
import { firstAddress } from '../report/addresses';
import { readNotification } from '../report/notification';
import type { Report } from '../report/read';
import { recipient, shorten, verdict } from './verdict';

/** A webhook's JSON as the text of an e-mail. */
export function tellNotification(report: Report): ClassifiedMessage | null {
  const told = readNotification(report.own);
  if (!told) return null;
  const { kind, feedbackType, messageId } = told;
  const rule = `ses:${kind}`;
  const recipients = told.recipients.map(({ address: named, action, status, diagnostic }) => {
    const address = firstAddress(named);
    if (kind === 'bounce') {
      const decision = decide({ status, words: diagnostic, firstHand: true });
      return recipient({ address, action, diagnostic: shorten(diagnostic), ...decision });
    }
    return recipient({ address, class: kind, reason: kind === 'complaint' ? 'feedback' : 'delivered', rule });
  });
  const messageIds = messageId ? [messageId] : [];
  return verdict(report, { kind, recipients, rule }, { feedbackType, messageIds });
}
