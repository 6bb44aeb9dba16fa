import type { FrozenContent } from '../../ledger';
import type { Tokens } from '../../lib/tokens';

interface LinkContext {
  content: Pick<FrozenContent, 'links'>;
  baseUrl: string;
  tokens: Tokens;
}

/** The URLs that are one recipient's own. They name a row of the ledger, never an address. */
export const recipientLinks = ({ content, baseUrl, tokens }: LinkContext, deliveryId: number) => ({
  unsubscribe: `${baseUrl}/unsubscribe/${tokens.sign('unsubscribe', deliveryId)}`,
  viewInBrowser: `${baseUrl}/view/${tokens.sign('view', deliveryId)}`,
  tracked: content.links.map(
    (_, position) => `${baseUrl}/click/${tokens.sign('click', deliveryId, position)}`,
  ),
});

/** Where the open pixel is fetched. */
export const openLink = ({ baseUrl, tokens }: Omit<LinkContext, 'content'>, deliveryId: number): string =>
  `${baseUrl}/open/${tokens.sign('open', deliveryId)}`;
