import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWords } from 'nodemailer/lib/mime-funcs';

import type { Institution } from '../../../contracts';
import { createRenderer, mergeContact, type MergeData } from '../../content';
import type { ClaimedRow, FrozenContent } from '../../ledger';
import type { Tokens } from '../../lib/tokens';
import type { Envelope } from '../transport';
import { openPixel, recipientLinks } from './links';

export interface MessageContext {
  campaign: { id: number; name: string };
  content: FrozenContent;
  institution: Institution;
  /** See `publicBaseUrl`. */
  baseUrl: string;
  tokens: Tokens;
  /** Configured envelope sender; without it `bounce@` the domain of the From address. */
  bounceAddress: string | undefined;
}

export interface ComposedMessage {
  envelope: Envelope;
  messageId: string;
  /** RFC 5322 message with CRLF line ends. */
  bytes: Buffer;
}

/** Composes a campaign's e-mail for one recipient after another; templates are parsed once. */
export function createComposer(
  context: MessageContext,
): (row: ClaimedRow, date: Date) => Promise<ComposedMessage> {
  const { content, campaign, institution } = context;
  const subject = createRenderer(content.subject, 'header');
  const html = createRenderer(content.html, 'html');
  const text = createRenderer(content.text, 'text');

  return async (row, date) => {
    const links = recipientLinks(context, row.id);
    const data = mergeData(row, campaign, institution, links);
    data.campaign.subject = subject.render(data);
    const body = html.render(data);
    const messageId = `<mc.${campaign.id}.${row.id}.${row.attempts}@${domainOf(content.fromAddress)}>`;
    const composer = new MailComposer({
      messageId,
      date,
      from: { name: content.fromName, address: content.fromAddress },
      to: { name: data.contact.fullName, address: row.address },
      replyTo: content.replyTo ?? undefined,
      subject: data.campaign.subject,
      text: text.render(data),
      html: content.options.trackOpens ? withPixel(body, openPixel(context, row.id)) : body,
      textEncoding: 'quoted-printable',
      headers: bulkHeaders(context, row, links.unsubscribe),
      disableFileAccess: true,
      disableUrlAccess: true,
      newline: '\r\n',
    });
    return {
      envelope: { from: envelopeSender(context, row.id), to: row.address },
      messageId,
      bytes: await composer.compile().build(),
    };
  };
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

function mergeData(
  row: ClaimedRow,
  campaign: MessageContext['campaign'],
  institution: Institution,
  links: ReturnType<typeof recipientLinks>,
): MergeData {
  const { tracked, ...personal } = links;
  return {
    contact: mergeContact({ email: row.address, ...row.contact }),
    list: { name: row.list.name },
    campaign: { name: campaign.name, subject: '' },
    institution: {
      name: institution.name,
      postalAddress: institution.postalAddress,
      websiteUrl: institution.websiteUrl ?? '',
    },
    links: personal,
    tracked,
  };
}

/** What tells mailbox providers that this is bulk mail one can leave (RFC 2369, 2919, 8058; Gmail's Feedback-ID). */
function bulkHeaders({ campaign, content }: MessageContext, row: ClaimedRow, unsubscribe: string) {
  const domain = domainOf(content.fromAddress);
  return {
    'List-Id': { prepared: true, value: `${phrase(row.list.name)} <${row.list.slug}.${domain}>` },
    'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    Precedence: 'bulk',
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
    'Feedback-ID': `${campaign.id}:${row.list.id}:campaign:mailcampaigns`,
  } as Record<string, string | { prepared: boolean; value: string }>;
}

/** A display phrase (RFC 5322 §3.2.5): a quoted string, or encoded words (RFC 2047) where it is not ASCII. */
const phrase = (name: string): string => {
  const plain = name.replace(/["\\\r\n]/g, ' ').trim();
  // eslint-disable-next-line no-control-regex -- the range is what ASCII means
  return /^[\x00-\x7f]*$/.test(plain) ? `"${plain}"` : encodeWords(plain, 'Q', 52, true);
};

/**
 * One envelope sender per recipient (VERP), so that a bounce names whom it speaks of: `bounce+<token>@domain`.
 * The local part stays within 64 octets (RFC 5321 §4.5.3.1.1) for base names of up to 18 characters.
 */
function envelopeSender({ bounceAddress, content, tokens }: MessageContext, deliveryId: number): string {
  const base = bounceAddress ?? `bounce@${domainOf(content.fromAddress)}`;
  return `${base.slice(0, base.lastIndexOf('@'))}+${tokens.sign('bounce', deliveryId)}@${domainOf(base)}`;
}

function withPixel(html: string, pixel: string): string {
  const end = html.lastIndexOf('</body>');
  return end < 0 ? html + pixel : html.slice(0, end) + pixel + html.slice(end);
}
