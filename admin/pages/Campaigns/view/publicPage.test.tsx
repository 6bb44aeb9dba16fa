import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';

import type { Campaign } from '../../../../contracts';
import { translationsOf } from '../../../translations';
import { PublicPage } from './PublicPage';

const mockPublish = jest.fn((_request: { id: number; public: boolean }) => ({
  unwrap: () => Promise.resolve(),
}));
const mockCopy = jest.fn((_text: string) => Promise.resolve(true));
const mockNotify = jest.fn();
let mockArchive = true;
let mockActions: string[] = [];

// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => ({
  useAuth: (_name: string, select: (auth: object) => unknown) =>
    select({ permissions: mockActions.map((action) => ({ action })) }),
  useNotification: () => ({ toggleNotification: mockNotify }),
  useClipboard: () => ({ copy: mockCopy }),
}));
jest.mock('../../../services/campaigns', () => ({
  usePublishCampaignMutation: () => [mockPublish, { isLoading: false }],
}));
jest.mock('../../../services/settings', () => ({
  useSettingsQuery: () => ({ data: { archive: mockArchive } }),
}));

const URL = 'https://cms.example.org/api/mail-campaigns/archive/abc';

const show = (given: Partial<Campaign>) =>
  render(
    <IntlProvider locale="en" messages={translationsOf('en')}>
      <DesignSystemProvider locale="en">
        <PublicPage
          campaign={{ id: 7, status: 'sent', public: false, publicUrl: null, ...given } as Campaign}
        />
      </DesignSystemProvider>
    </IntlProvider>,
  );
const button = (name: string) => screen.queryByRole('button', { name });

beforeEach(() => {
  mockArchive = true;
  mockActions = ['plugin::mail-campaigns.campaigns.read', 'plugin::mail-campaigns.campaigns.send'];
  jest.clearAllMocks();
});

it('asks before it shows a campaign to everybody', async () => {
  show({});
  expect(screen.getByText('Private: only its recipients can read it.')).toBeTruthy();
  await userEvent.click(button('Make public')!);
  expect(mockPublish).not.toHaveBeenCalled();
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog.textContent).toContain('others may keep copies');
  await userEvent.click(screen.getByRole('button', { name: 'Make public' }));
  expect(mockPublish).toHaveBeenCalledWith({ id: 7, public: true });
});

it('gives the address of a public one to copy, and hides it again at once', async () => {
  show({ public: true, publicUrl: URL });
  expect(screen.getByRole('link', { name: URL }).getAttribute('href')).toBe(URL);
  await userEvent.click(button('Copy the address of the public page')!);
  expect(mockCopy).toHaveBeenCalledWith(URL);
  await userEvent.click(button('Make private')!);
  expect(mockPublish).toHaveBeenCalledWith({ id: 7, public: false });
});

it('tells that one that has not left yet will be public', () => {
  show({ status: 'scheduled', public: true });
  expect(screen.getByText('Everybody can read it as soon as the first e-mail has left.')).toBeTruthy();
});

it('offers nothing to who may not send', () => {
  mockActions = ['plugin::mail-campaigns.campaigns.read', 'plugin::mail-campaigns.campaigns.edit'];
  show({ public: true, publicUrl: URL });
  expect(screen.getByRole('link', { name: URL })).toBeTruthy();
  expect(button('Make private')).toBeNull();
});

it('is not there where there is no archive', () => {
  mockArchive = false;
  show({});
  expect(screen.queryByText('Public page')).toBeNull();
});

it('is not there for a campaign that was cancelled', () => {
  show({ status: 'cancelled' });
  expect(screen.queryByText('Public page')).toBeNull();
});
