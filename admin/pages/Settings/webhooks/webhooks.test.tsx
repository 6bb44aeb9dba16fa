import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';

import { WEBHOOK_PROVIDERS, WEBHOOK_REFUSALS, type WebhookInfo } from '../../../../contracts';
import { translationsOf } from '../../../translations';
import { Webhooks } from './Webhooks';

let answer: { data?: WebhookInfo[]; error?: unknown; isLoading: boolean };
const copied = jest.fn();
const refetch = jest.fn();

// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => ({
  useClipboard: () => ({ copy: (text: string) => Promise.resolve(copied(text)) }),
  useNotification: () => ({ toggleNotification: () => undefined }),
}));
jest.mock('../../../services/webhooks', () => ({
  useWebhooksQuery: () => ({ ...answer, refetch }),
}));

const infoOf = (provider: WebhookInfo['provider'], more: Partial<WebhookInfo> = {}): WebhookInfo => ({
  provider,
  configured: false,
  url: `https://cms.example.org/api/mail-campaigns/webhooks/${provider}`,
  lastReceivedAt: null,
  refused: [],
  ...more,
});
const show = (data?: WebhookInfo[], locale = 'en') => {
  answer = { isLoading: false, ...(data ? { data } : { error: { message: 'no' } }) };
  return render(
    <IntlProvider locale={locale} messages={translationsOf(locale)}>
      <DesignSystemProvider locale={locale}>
        <Webhooks timeZone="America/Bogota" />
      </DesignSystemProvider>
    </IntlProvider>,
  );
};
const card = (name: string) => screen.getByRole('article', { name });
const textOf = (name: string) => card(name).textContent ?? '';

it('names every provider, and what is missing where nothing is configured', () => {
  show(WEBHOOK_PROVIDERS.map((provider) => infoOf(provider)));
  expect(screen.getAllByRole('article')).toHaveLength(WEBHOOK_PROVIDERS.length);
  expect(textOf('Amazon SES')).toContain('Not configured');
  expect(textOf('Amazon SES')).toContain('webhooks.ses.topicArns');
  expect(within(card('Amazon SES')).queryByRole('button')).toBeNull();
});

it('gives the URL of a configured one to copy, and says where to paste it while nothing came', async () => {
  const user = userEvent.setup();
  show([infoOf('ses'), infoOf('mailgun', { configured: true })]);
  expect(screen.getAllByRole('article')[0]?.getAttribute('aria-label')).toBe('Mailgun');
  expect(textOf('Mailgun')).toContain('Nothing received yet');
  expect(textOf('Mailgun')).toContain('Sending → Webhooks');
  await user.click(screen.getByRole('button', { name: 'Copy the URL for Mailgun' }));
  expect(copied).toHaveBeenCalledWith(infoOf('mailgun').url);
});

it('says when it was last heard of, and what was refused and why', () => {
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const refused = [
    { reason: 'credentials' as const, total: 1_234, lastAt: hourAgo },
    { reason: 'replayed' as const, total: 1, lastAt: hourAgo },
  ];
  show([infoOf('brevo', { configured: true, lastReceivedAt: hourAgo, refused })]);
  expect(textOf('Brevo')).toContain('Receiving');
  expect(textOf('Brevo')).not.toContain('Authentication');
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    '1,234 × wrong or missing password or token (last 1 hour ago)',
    '1 × came a second time; nothing happened twice (last 1 hour ago)',
  ]);
});

it.each([
  ['en', true],
  ['en', false],
  ['es', true],
  ['es', false],
])('has words for every provider and reason (%s, configured: %s)', (locale, configured) => {
  const refused = WEBHOOK_REFUSALS.map((reason) => ({ reason, total: 1, lastAt: new Date().toISOString() }));
  show(
    WEBHOOK_PROVIDERS.map((provider) => infoOf(provider, { configured, refused })),
    locale,
  );
  expect(document.body.textContent).not.toMatch(/webhooks\.(provider|state|where|reason|refused|off)/);
});

it('says what went wrong and offers to try again', async () => {
  const user = userEvent.setup();
  show();
  await user.click(screen.getByRole('button'));
  expect(refetch).toHaveBeenCalled();
});
