import type { FrozenContent } from '../../ledger';
import { addressMark, type Tokens } from '../../lib/tokens';

interface LinkContext {
  content: Pick<FrozenContent, 'links'>;
  baseUrl: string;
  tokens: Tokens;
}

/** The row of the ledger that an e-mail belongs to, and who it was written to. */
interface Recipient {
  id: number;
  contactId: number;
  addressHash: string;
}

/** What stands in a token of a click for the place of the hidden link. */
export const HIDDEN_LINK = 'h';

/**
 * The URLs that are one recipient's own. They name a row of the ledger, never an address.
 * @param measured false: the links of the content lead straight to their targets.
 */
export const recipientLinks = (
  { content, baseUrl, tokens }: LinkContext,
  { id, ...person }: Recipient,
  measured: boolean,
) => ({
  unsubscribe: `${baseUrl}/unsubscribe/${tokens.sign('unsubscribe', id)}`,
  viewInBrowser: `${baseUrl}/view/${tokens.sign('view', id)}`,
  preferences: preferencesLink({ baseUrl, tokens }, person, id),
  tracked: measured
    ? content.links.map((_, position) => `${baseUrl}/click/${tokens.sign('click', id, position)}`)
    : content.links,
});

/**
 * The preference page of one person. The link does not expire; it dies when the address changes or the person is
 * erased.
 * @param deliveryId the row of the ledger whose e-mail carries it: 0 for an e-mail outside a campaign.
 */
export const preferencesLink = (
  { baseUrl, tokens }: Omit<LinkContext, 'content'>,
  { contactId, addressHash }: Omit<Recipient, 'id'>,
  deliveryId = 0,
): string =>
  `${baseUrl}/preferences/${tokens.sign('preferences', contactId, addressMark(addressHash), deliveryId)}`;

/** Of the parts that only an e-mail carries: where the open pixel is fetched, and where the hidden link leads. */
export const measuringLinks = ({ baseUrl, tokens }: Omit<LinkContext, 'content'>, deliveryId: number) => ({
  open: `${baseUrl}/open/${tokens.sign('open', deliveryId)}`,
  hidden: `${baseUrl}/click/${tokens.sign('click', deliveryId, HIDDEN_LINK)}`,
});
