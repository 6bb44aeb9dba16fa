import { unsubscribeSubject } from '../../bounces';
import { onOneLine, type MergeData } from '../../content';
import type { ClaimedRow, FrozenContent } from '../../ledger';
import { readAddress } from './addresses';
import { dateField, field, mailbox, phrase, subjectField } from './header-fields';

interface CampaignHeaders {
  campaignId: number;
  content: Pick<FrozenContent, 'fromName' | 'fromAddress' | 'replyTo'>;
  /** Where people may also write to unsubscribe. */
  unsubscribeAddress: string | undefined;
  /** The MIME headers. */
  mime: string;
}

interface OwnHeaders {
  to: string;
  date: Date;
  messageId: string;
  /** What names the e-mail in what comes back: signed, see `tokens`. */
  tag: string;
  list: ClaimedRow['list'];
  more: readonly (readonly [name: string, value: string])[];
}

/**
 * Writes the headers of a campaign's e-mails, one person after another, the empty line behind them included; among
 * them what tells mailbox providers that this is bulk mail one can leave: RFC 2369, 2919, 3834, 8058, and Gmail's
 * Feedback-ID.
 * @throws Error for a sender whose address is none.
 */
export function compileHeaders({ campaignId, content, mime, unsubscribeAddress }: CampaignHeaders) {
  const from = readAddress(content.fromAddress);
  const forAll = [
    field('From', mailbox(onOneLine(content.fromName), from.address)),
    content.replyTo ? field('Reply-To', readAddress(content.replyTo).address) : '',
    field('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
    field('Precedence', 'bulk'),
    field('X-Auto-Response-Suppress', 'OOF, AutoReply'),
    mime,
    '\r\n',
  ].join('');
  const lists = new Map<number, string>();
  const forList = ({ id, name, slug }: OwnHeaders['list']): string => {
    const known = lists.get(id);
    if (known) return known;
    const made =
      field('List-Id', `${phrase(onOneLine(name) || slug)} <${slug}.${from.domain}>`) +
      field('Feedback-ID', `${campaignId}:${id}:campaign:mailcampaigns`);
    lists.set(id, made);
    return made;
  };
  // RFC 2369 §3.2: the way that is liked best first. Providers that know RFC 8058 take the link.
  const ways = (link: string, tag: string): string =>
    unsubscribeAddress === undefined
      ? `<${link}>`
      : `<${link}>, <mailto:${unsubscribeAddress}?subject=${encodeURIComponent(unsubscribeSubject(tag))}>`;
  // Most subjects are the same for all, or for the one before.
  let last = { text: '', header: subjectField('') };
  const forSubject = (text: string): string => {
    if (text !== last.text) last = { text, header: subjectField(text) };
    return last.header;
  };

  return (
    { contact, campaign, links }: MergeData,
    { to, date, messageId, tag, list, more }: OwnHeaders,
  ): string =>
    field('Message-ID', messageId) +
    dateField(date) +
    field('To', mailbox(onOneLine(contact.fullName), to)) +
    forSubject(campaign.subject) +
    forList(list) +
    field('List-Unsubscribe', ways(links.unsubscribe, tag)) +
    more.map(([name, value]) => field(name, value)).join('') +
    forAll;
}
