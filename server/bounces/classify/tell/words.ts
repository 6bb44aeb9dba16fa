import type { Decision } from '../decide';
import { readKind } from '../kind';
import type { ClassifiedMessage, ClassifiedRecipient } from '../message';
import { addressesIn, firstAddress } from '../report/addresses';
import {
  addressInVerp,
  namedByLocalPart,
  namedRecipients,
  namedInSession,
  searchOf,
  SURE_FORMS,
  type NamedRecipient,
} from '../report/narrative';
import { ours, type Report } from '../report/read';
import { decideBy, recipient, says, shorten, verdict } from './verdict';

type Named = Omit<NamedRecipient, 'address'> & { address: string | null };

const MOST_RECIPIENTS = 1_000;

/** Whom a report in words is about, by the surest sign that there is. */
function recipientsOf(report: Report): Named[] {
  const { headers, own, returned } = report;
  const without = (address: string): Named => ({ address, originalAddress: null, words: '' });
  const linesAbout = searchOf(own);
  const failed = [...new Set(headers.all('x-failed-recipients').flatMap(addressesIn))].slice(
    0,
    MOST_RECIPIENTS,
  );
  if (failed.length > 0)
    return failed.map((address) => ({
      ...without(address),
      words: failed.length === 1 ? '' : linesAbout(address),
    }));
  const senders = ours(report);
  const named = namedRecipients(own, senders);
  if (named.length > 0) return named;
  // The report may be about an address that it was sent to: an e-mail to oneself.
  const self = namedRecipients(own, [], SURE_FORMS);
  if (self.length > 0) return self;
  const inSession = namedInSession(`${own}\n${report.returnedText}`, senders);
  if (inSession) return [without(inSession)];
  const byName = namedByLocalPart(own, headers.raw('from'));
  if (byName.length > 0) return byName;
  const [written] = ['x-failed-recipients', 'to']
    .flatMap((name) => returned?.all(name) ?? [])
    .flatMap(addressesIn);
  if (written) return [without(written)];
  const verp = senders.map(addressInVerp).find((address) => address !== null);
  if (verp) return [without(verp)];
  const again = namedRecipients(own, []);
  return again.length > 0 ? again : [{ address: null, originalAddress: null, words: '' }];
}

/** Decides about one after the other, and about the whole text once. */
function bounceTeller(own: string, alone: boolean): (named: Named) => ClassifiedRecipient {
  const linesAbout = searchOf(own);
  let whole: Decision | null = null;
  const decide = ({ address, words }: Named): Decision => {
    const decision = decideBy(null, alone || !address ? [words] : [words, linesAbout(address)], false);
    if (says(decision)) return decision;
    whole ??= decideBy(null, [own], false);
    return says(whole) ? { ...whole, reply: decision.reply ?? whole.reply } : decision;
  };
  return (named) => {
    const decision = decide(named);
    return recipient({
      ...decision,
      address: named.address,
      originalAddress: named.originalAddress,
      action: 'failed',
      status: decision.status ?? '5.0.0',
      diagnostic: shorten(named.words || own),
    });
  };
}

/** Whatever else: read as people read it. */
export function tellWords(report: Report): ClassifiedMessage {
  const { headers, own } = report;
  const { kind, rule } = readKind(report, () => namedRecipients(own, ours(report)).length > 0);
  const tell = (recipients: ClassifiedRecipient[]) => verdict(report, { kind, recipients, rule });
  if (kind === 'none') return tell([]);
  if (kind === 'autoreply' || kind === 'challenge') {
    const reason = kind === 'challenge' ? 'challenge' : 'vacation';
    return tell([
      recipient({ address: firstAddress(headers.raw('from')), class: 'autoreply', reason, rule }),
    ]);
  }
  const named = recipientsOf(report);
  const tellBounced = bounceTeller(own, named.length === 1);
  return tell(
    named.map((each) => {
      const bounced = tellBounced(each);
      if (kind === 'success')
        return {
          ...bounced,
          class: 'success',
          reason: 'delivered',
          action: 'delivered',
          status: '2.0.0',
          reply: null,
          rule,
        };
      if (kind === 'delay')
        return {
          ...bounced,
          class: 'delay',
          action: 'delayed',
          status: bounced.status?.replace(/^5/, '4') ?? '4.0.0',
          rule,
        };
      return bounced;
    }),
  );
}
