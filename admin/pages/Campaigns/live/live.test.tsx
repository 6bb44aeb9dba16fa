import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';

import type { Campaign, CampaignLive } from '../../../../contracts';
import { translationsOf } from '../../../translations';
import { LiveSection } from './LiveSection';
import { rateOf } from '../../../lib/rate';

// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => ({
  useAuth: (_name: string, select: (auth: object) => unknown) => select({ permissions: [] }),
  useNotification: () => ({ toggleNotification: () => undefined }),
}));

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000 + 5_000).toISOString();

const live = (given: Partial<CampaignLive> = {}): CampaignLive => ({
  ratePerSecond: 35,
  remaining: 1_412,
  deferred: 0,
  estimate: { endsAt: inMinutes(12), basis: 'rate' },
  troubles: [],
  brakes: [],
  errors: [],
  ...given,
});

const show = (given: Partial<CampaignLive> = {}, status: Campaign['status'] = 'sending') =>
  render(
    <IntlProvider locale="en" messages={translationsOf('en')}>
      <DesignSystemProvider locale="en">
        <LiveSection
          campaign={{ status, timeZone: 'America/Bogota' } as Campaign}
          live={live(given)}
          error={undefined}
        />
      </DesignSystemProvider>
    </IntlProvider>,
  );
const text = () => document.body.textContent ?? '';

it.each([
  [0, null],
  [35.4, { value: 35, per: 'second' }],
  [1.26, { value: 1.3, per: 'second' }],
  [0.3, { value: 18, per: 'minute' }],
  [0.01, { value: 36, per: 'hour' }],
])('a pace of %p a second is %p', (perSecond, expected) => {
  expect(rateOf(perSecond)).toEqual(expected);
});

it('tells the estimate with where it comes from', () => {
  show();
  expect(text()).toContain('35 per second');
  expect(text()).toContain('in 12 minutes · 1,412 left at 35 per second.');
});

it('tells that the last retry decides', () => {
  show({ estimate: { endsAt: inMinutes(30), basis: 'retries' }, remaining: 2, deferred: 2 });
  expect(text()).toContain('2 e-mails wait for another attempt');
  expect(text()).toContain('2 of them were put off by their servers');
});

it('does not invent a pace for the time after a closed window', () => {
  show({ estimate: { endsAt: inMinutes(600), basis: 'window' }, ratePerSecond: 0 });
  expect(text()).toContain('1,412 left; e-mails leave again when the sending window opens.');
});

it('says so where nothing can be told', () => {
  show({ estimate: null, ratePerSecond: 0 });
  expect(text()).toContain('Cannot be told while nothing is answered.');
});

it('promises no pace and no end while it is paused', () => {
  show({ estimate: null, ratePerSecond: 0 }, 'paused');
  expect(text()).toContain('1,412');
  expect(text()).not.toMatch(/Pace|Estimated end/);
});

it('shows refusals in plain words, and the servers’ own on demand', async () => {
  const reply = '552 5.2.2 <…> over quota';
  show({ errors: [{ reply, reason: 'mailbox_full', recipients: 23, lastAt: inMinutes(-1) }] });
  expect(screen.getByText('Mailbox full')).toBeTruthy();
  const details = screen.getByText(reply).closest('details');
  expect(details?.open).toBe(false);
  await userEvent.setup().click(screen.getByText('The exact message'));
  expect(details?.open).toBe(true);
});

it('tells which domains are held, and which get fewer', () => {
  const brake = { perMinute: 30, since: inMinutes(-9), reply: '421 4.7.0 slow down' };
  show({
    brakes: [
      { ...brake, domain: 'held.example', heldUntil: inMinutes(1) },
      { ...brake, domain: 'over.example', heldUntil: inMinutes(-1) },
      { ...brake, domain: 'slow.example', heldUntil: null },
    ],
  });
  const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
  expect(rows[0]).toMatch(/held\.example.*nothing before/);
  expect(rows[1]).toMatch(/over\.example.*30 per minute/);
  expect(rows[2]).toMatch(/slow\.example.*30 per minute/);
});
