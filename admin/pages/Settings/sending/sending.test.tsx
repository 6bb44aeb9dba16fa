import { DesignSystemProvider } from '@strapi/design-system';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { IntlProvider } from 'react-intl';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';

import { WEEKDAYS, type SendingRulesState, type SendingWindow } from '../../../../contracts';
import { translationsOf } from '../../../translations';
import { Rules } from './Rules';
import { VerifyAnswer } from './VerifyAnswer';

const permissions: { action: string }[] = [];
const update = jest.fn();
const hours = { from: '07:00', to: '19:00' };
const state: SendingRulesState = {
  rules: {
    window: {
      enabled: true,
      hours: Object.fromEntries(WEEKDAYS.map((day) => [day, hours])) as SendingWindow['hours'],
      skipHolidays: false,
    },
    monthlyQuota: 1_000,
  },
  window: { open: true, reason: null, holiday: null, opensAt: null, closesAt: null },
  holidays: [],
  quota: {
    month: '2026-11',
    limit: 1_000,
    used: 400,
    planned: [{ campaignId: 1, name: 'Boletín', recipients: 700 }],
    plannedTotal: 700,
    remaining: 600,
    short: true,
    resetsAt: '2026-12-01T05:00:00.000Z',
  },
};

// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => ({
  useAuth: (_name: string, select: (auth: object) => unknown) => select({ permissions }),
  useNotification: () => ({ toggleNotification: () => undefined }),
}));
jest.mock('../../../services/sending', () => ({
  useSendingRulesQuery: () => ({ data: state, refetch: () => undefined }),
  useUpdateSendingRulesMutation: () => [
    (rules: unknown) => ({ unwrap: async () => update(rules) as unknown }),
    { isLoading: false },
  ],
}));

// jsdom measures nothing; the switch of the design system asks all the same.
globalThis.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

const show = (element: ReactElement) =>
  render(
    <IntlProvider locale="en" messages={translationsOf('en')}>
      <DesignSystemProvider locale="en">
        <RouterProvider
          router={createMemoryRouter([{ path: '/', element }])}
          future={{ v7_startTransition: true }}
        />
      </DesignSystemProvider>
    </IntlProvider>,
  );
const text = () => document.body.textContent ?? '';

describe('window and quota', () => {
  const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save window and quota' });
  const mayManage = () => permissions.push({ action: 'plugin::mail-campaigns.settings.manage' });

  beforeEach(() => {
    permissions.length = 0;
    update.mockReset();
  });

  it('are saved as changed, and only then', async () => {
    mayManage();
    const user = userEvent.setup();
    show(<Rules timeZone="America/Bogota" />);
    expect(save().disabled).toBe(true);
    await user.click(screen.getByRole('checkbox', { name: 'Sunday' }));
    await user.click(save());
    expect(update).toHaveBeenCalledWith({
      ...state.rules,
      window: { ...state.rules.window, hours: { ...state.rules.window.hours, sunday: null } },
    });
    expect(save().disabled).toBe(true);
  });

  it('say what is wrong at its place and send nothing', async () => {
    mayManage();
    const user = userEvent.setup();
    show(<Rules timeZone="America/Bogota" />);
    await user.clear(screen.getByLabelText('Friday: until'));
    expect(text()).not.toContain('Choose both times.');
    await user.click(save());
    const problem = screen.getByText('Choose both times.');
    expect(screen.getByLabelText('Friday: until').getAttribute('aria-describedby')).toBe(problem.id);
    expect(update).not.toHaveBeenCalled();
  });

  it('can be looked at by whoever may not change them', () => {
    show(<Rules timeZone="America/Bogota" />);
    expect(screen.queryByRole('button', { name: 'Save window and quota' })).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>('Monday: from').disabled).toBe(true);
    expect(screen.getByRole<HTMLButtonElement>('checkbox', { name: 'Monday' }).disabled).toBe(true);
  });

  it('tell how much of the month is used, and that what is planned does not fit', () => {
    show(<Rules timeZone="America/Bogota" />);
    expect(text()).toContain('400 of 1,000 used, 700 planned, 600 left');
    expect(text()).toContain('need 100 e-mails more than are left');
  });
});

describe('what a mail server answers', () => {
  it.each([
    ['encrypted', { ok: true, encrypted: true, reply: '250 hello' }, 'The connection is encrypted.'],
    ['in the open', { ok: true, encrypted: false, reply: '250 hello' }, 'The connection is not encrypted'],
    [
      'a failure in the words of the panel',
      {
        ok: false,
        encrypted: null,
        failure: 'no-route' as const,
        reply: 'No network route leads (EHOSTUNREACH).',
      },
      'No network route leads to this host.',
    ],
    ['a refusal', { ok: false, encrypted: null, reply: '535 5.7.8 no' }, 'It does not work.'],
  ])('%s', (_name, answer, words) => {
    show(<VerifyAnswer answer={answer} error={undefined} />);
    expect(text()).toContain(words);
    expect(text()).toContain(answer.reply);
  });
});
