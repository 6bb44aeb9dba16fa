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

/** The open pixel: takes no room, is hidden from screen readers. */
export const openPixel = ({ baseUrl, tokens }: Omit<LinkContext, 'content'>, deliveryId: number): string =>
  `<img src="${baseUrl}/open/${tokens.sign('open', deliveryId)}" width="1" height="1" alt="" ` +
  'style="display:block;width:1px;height:1px;border:0" />';
