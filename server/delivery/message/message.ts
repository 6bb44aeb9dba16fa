import type { Institution, TrackingChoice } from '../../../contracts';
import { createRenderer, mergeContact, type MergeData } from '../../content';
import type { ClaimedRow, FrozenContent } from '../../ledger';
import type { Tokens } from '../../lib/tokens';
import type { Envelope } from '../transport';
import { bounceAddressOf, readAddress, withTag } from './addresses';
import { compileBody } from './body';
import { toBytes, type Signer } from './bytes';
import { compileHeaders } from './campaign-headers';
import { measuringLinks, recipientLinks } from './links';
import type { Attachment } from './mime';

export interface MessageContext {
  campaign: { id: number; name: string };
  content: FrozenContent;
  institution: Institution;
  /** See `publicBaseUrl`. */
  baseUrl: string;
  tokens: Tokens;
  /** Whether what this person opens and clicks may be measured. */
  mayMeasure: (choice: TrackingChoice | null) => boolean;
  /** Configured envelope sender; without it `bounce@` the domain of the From address. */
  bounceAddress: string | undefined;
  /** Headers by which providers name an e-mail in their webhooks. */
  tagHeaders: (tag: string) => readonly (readonly [name: string, value: string])[];
  /** See the option of this name. */
  unsubscribeAddress: string | undefined;
  attachments?: readonly Attachment[];
  /** Null: the e-mails go unsigned. */
  sign: Signer | null;
}

export interface ComposedMessage {
  envelope: Envelope;
  messageId: string;
  /** RFC 5322 message with CRLF line ends. */
  bytes: Buffer;
}

/** @throws Error where the data of this person does not fit; the others are not concerned. */
export type ComposeMessage = (row: ClaimedRow, date: Date) => Promise<ComposedMessage>;

/**
 * Composes a campaign's e-mail for one recipient after another. What is the same for all is composed and encoded
 * here, once; per person only the slots are filled.
 * @throws Error of liquidjs for wrong syntax, and for a sender whose address is none.
 */
export function compileMessage(context: MessageContext): ComposeMessage {
  const { content, campaign, tokens } = context;
  const from = readAddress(content.fromAddress);
  const bounces = bounceAddressOf(context.bounceAddress, from);
  const subject = createRenderer(content.subject, 'header');
  const body = compileBody(content, context.attachments ?? []);
  const { unsubscribeAddress } = context;
  const headers = compileHeaders({
    campaignId: campaign.id,
    content,
    unsubscribeAddress,
    mime: body.headers,
  });

  return async (row, date) => {
    const to = readAddress(row.address).address;
    const measured = context.mayMeasure(row.contact.tracking);
    const data = mergeData(context, row, measured);
    data.campaign.subject = subject.render(data);
    // Signed, so that a bounce message that brings back nothing else is believed, and no guessed one is.
    const messageId = `<mc.${tokens.sign('message', row.id, row.attempts)}@${from.domain}>`;
    const tag = tokens.sign('bounce', row.id);
    const more = context.tagHeaders(tag);
    const head = headers(data, { to, date, messageId, tag, list: row.list, more });
    return {
      // Of a bounce message at least one of the two comes back.
      envelope: { from: withTag(bounces, tag), to, envid: tag },
      messageId,
      bytes: await toBytes(head, body.fill(data, measured), context.sign),
    };
  };
}

function mergeData(
  { content, campaign, institution, baseUrl, tokens }: MessageContext,
  row: ClaimedRow,
  measured: boolean,
): MergeData {
  const { tracked, ...links } = recipientLinks({ content, baseUrl, tokens }, row, measured);
  return {
    contact: mergeContact({ email: row.address, ...row.contact }),
    list: { name: row.list.name },
    campaign: { name: campaign.name, subject: '' },
    institution: {
      name: institution.name,
      postalAddress: institution.postalAddress,
      websiteUrl: institution.websiteUrl ?? '',
    },
    links: measured ? { ...links, ...measuringLinks({ baseUrl, tokens }, row.id) } : links,
    tracked,
  };
}
