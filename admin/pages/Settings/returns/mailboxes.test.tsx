import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen } from '@testing-library/react';
import { IntlProvider } from 'react-intl';

import { ACCESS_TROUBLE_REASONS, type MailboxStatus } from '../../../../contracts';
import { pluginId } from '../../../pluginId';
import { translationsOf } from '../../../translations';
import { Mailboxes } from './Mailboxes';

let mailboxes: MailboxStatus[];
// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => ({}));
jest.mock('../../../services/bounces', () => ({
  useMailboxesQuery: () => ({
    data: { mailboxes, intake: false, unsubscribeAddress: null },
    refetch: () => undefined,
  }),
}));

const mailbox: MailboxStatus = {
  ...{ name: 'bounces', protocol: 'imap', host: 'imap.example.org', folder: 'INBOX', taken: 0 },
  ...{ lastReadAt: null, troubleSince: null, trouble: null, troubleReason: null },
};
const shown = (more: Partial<MailboxStatus>, locale: string): string => {
  mailboxes = [{ ...mailbox, ...more }];
  const { unmount } = render(
    <IntlProvider locale={locale} messages={translationsOf(locale)}>
      <DesignSystemProvider locale={locale}>
        <Mailboxes />
      </DesignSystemProvider>
    </IntlProvider>,
  );
  const text = screen.getByRole('article', { name: 'bounces' }).textContent ?? '';
  unmount();
  return text;
};

it.each(['en', 'es'])(
  'says what to do where access is refused, beside the words of the server (%s)',
  (locale) => {
    const trouble = 'login.example.org: invalid_client';
    const troubleSince = '2026-03-02T10:00:00.000Z';
    for (const troubleReason of ACCESS_TROUBLE_REASONS) {
      const text = shown({ trouble, troubleSince, troubleReason }, locale);
      expect(text).toContain(trouble);
      expect(text).toContain(translationsOf(locale)[`${pluginId}.bounces.mailbox.trouble.${troubleReason}`]);
    }
    expect(shown({ trouble, troubleSince }, locale)).not.toContain('oauth2');
  },
);
