import { DesignSystemProvider } from '@strapi/design-system';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { IntlProvider } from 'react-intl';
import { MemoryRouter } from 'react-router-dom';

import {
  BULK_RULES,
  HEALTH_CHECKS,
  HEALTH_FINDINGS,
  HEALTH_STATES,
  RECIPIENT_ALARMS,
  type HealthCheck,
  type RecipientHealth,
  type Sender,
  type SenderHealth,
} from '../../../contracts';
import { AREAS, translationsOf } from '../../translations';
import { RecipientsHealth } from './RecipientsHealth';
import { SendersHealth } from './SendersHealth';
import { trendOf } from './trend';

const permissions: { action: string }[] = [];
const copied = jest.fn();
const downloaded = jest.fn();
let senders: Sender[] = [];
let recipients: RecipientHealth;
/** The check that goes on: the test ends it. */
let checking: { id: number; end: () => void }[] = [];

// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => ({
  useAuth: (_name: string, select: (auth: object) => unknown) => select({ permissions }),
  useNotification: () => ({ toggleNotification: () => undefined }),
  useClipboard: () => ({ copy: async (text: string) => copied(text) as unknown }),
  useQueryParams: () => [{ query: {} }, () => undefined],
  useDebounce: (value: string) => value,
  useFetchClient: () => ({ get: downloaded }),
  deepEncodeQueryValues: (query: object) => query,
}));
jest.mock('../../services/api', () => ({ paramsOf: (params: object) => ({ params }) }));
jest.mock('../../services/settings', () => ({
  useSendersQuery: () => ({ data: senders, isLoading: false, refetch: () => undefined }),
}));
jest.mock('../../services/health', () => ({
  useSenderHealthQuery: (id: number) => ({ data: healthOf(id), isLoading: false, refetch: () => undefined }),
  useCheckSenderAgainMutation: () => [
    (id: number) => ({
      unwrap: () => new Promise<void>((resolve) => checking.push({ id, end: resolve })),
    }),
  ],
  useRecipientHealthQuery: () => ({ data: recipients, isLoading: false, refetch: () => undefined }),
  recipientsFileUrl: '/mail-campaigns/health/recipients/csv',
}));

globalThis.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

const check = (
  key: HealthCheck['key'],
  code: keyof typeof HEALTH_FINDINGS,
  given: Partial<HealthCheck> = {},
) => ({
  key,
  state: HEALTH_FINDINGS[code],
  findings: [{ code, state: HEALTH_FINDINGS[code], values: { domain: 'idep.edu.co', selector: 's1' } }],
  found: [],
  publish: [],
  ...given,
});
const record = (name: string, value: string) => ({
  name,
  type: 'TXT' as const,
  value,
  zoneLine: `${name}. IN TXT "${value}"`,
  replaces: null,
});

const healthOf = (id: number): SenderHealth => ({
  senderId: id,
  fromAddress: `boletin${id}@idep.edu.co`,
  domain: 'idep.edu.co',
  bounceDomain: 'idep.edu.co',
  state: id === 1 ? 'problem' : 'ok',
  checks: [
    check('from', 'from-own-domain'),
    id === 1
      ? check('dmarc', 'dmarc-missing', { publish: [record('_dmarc.idep.edu.co', 'v=DMARC1; p=none')] })
      : check('dmarc', 'dmarc-none', {
          found: [{ name: '_dmarc.idep.edu.co', type: 'TXT', value: 'v=DMARC1; p=none' }],
        }),
    check('tls-rpt', 'tls-rpt-missing', { publish: [record('_smtp._tls.idep.edu.co', 'v=TLSRPTv1')] }),
  ],
  bulk: BULK_RULES.map((provider) => ({
    provider,
    ready: id !== 1,
    missing: id === 1 ? ['dmarc' as const] : [],
    unknown: [],
  })),
  checkedAt: new Date().toISOString(),
});

const senderOf = (id: number): Sender => ({
  id,
  fromName: 'IDEP',
  fromAddress: `boletin${id}@idep.edu.co`,
  replyTo: null,
  transport: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
});

const show = (element: ReactElement) =>
  render(
    <IntlProvider locale="en" messages={translationsOf('en')}>
      <DesignSystemProvider locale="en">
        <MemoryRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
          {element}
        </MemoryRouter>
      </DesignSystemProvider>
    </IntlProvider>,
  );
const text = () => document.body.textContent ?? '';
const may = (...actions: string[]) =>
  permissions.push(...actions.map((action) => ({ action: `plugin::mail-campaigns.${action}` })));

beforeEach(() => {
  permissions.length = 0;
  checking = [];
  senders = [senderOf(1), senderOf(2)];
  copied.mockReset().mockResolvedValue(true);
});

describe('everything that the server may say', () => {
  const keys = [
    ...Object.keys(HEALTH_FINDINGS).map((code) => `health.finding.${code}`),
    ...HEALTH_CHECKS.flatMap((key) => [`health.check.${key}`, `health.check.${key}.about`]),
    ...HEALTH_STATES.map((state) => `health.state.${state}`),
    ...BULK_RULES.map((provider) => `health.bulk.${provider}`),
    ...RECIPIENT_ALARMS.flatMap((code) => [
      `health.alarm.${code}`,
      `health.alarm.${code}.todo`,
      `health.alarms.how.${code}`,
    ]),
  ];
  it.each(['en', 'es'] as const)('has words in %s', (language) => {
    expect(keys.filter((key) => !(key in (AREAS[language].health ?? {})))).toEqual([]);
  });
});

describe('a sender', () => {
  it('is told with the worst first, what it means, and what to publish', async () => {
    const user = userEvent.setup();
    show(<SendersHealth />);
    expect(text()).toContain('boletin1@idep.edu.co: Something is missing or wrong');
    expect(text()).toContain('One record to publish below.');
    const cards = screen.getAllByRole('article');
    expect(within(cards[0] as HTMLElement).getByRole('heading').textContent).toBe('DMARC');
    expect(cards[0]?.textContent).toContain('There is no DMARC record.');
    await user.click(within(cards[0] as HTMLElement).getByRole('button', { name: 'Copy: Value' }));
    expect(copied).toHaveBeenCalledWith('v=DMARC1; p=none');
    expect(text()).toContain('Missing or wrong: DMARC');
  });

  it('can be chosen among others', async () => {
    const user = userEvent.setup();
    show(<SendersHealth />);
    await user.click(screen.getByRole('button', { name: 'Show boletin2@idep.edu.co' }));
    expect(text()).toContain('boletin2@idep.edu.co: Everything is in order.');
    expect(text()).toContain('_dmarc.idep.edu.co TXT v=DMARC1; p=none');
    expect(text()).not.toContain('Missing or wrong');
  });

  it('is checked again with all others, and one sees how far it is', async () => {
    may('settings.manage');
    const user = userEvent.setup();
    show(<SendersHealth />);
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    expect(text()).toContain('0 of 2 senders checked');
    await act(async () => checking[0]?.end());
    expect(text()).toContain('1 of 2 senders checked');
    await act(async () => checking[1]?.end());
    expect(text()).not.toContain('of 2 senders checked');
    expect(checking.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('is not checked again by whoever may only read', () => {
    may('settings.read');
    show(<SendersHealth />);
    expect(screen.queryByRole('button', { name: 'Check again' })).toBeNull();
  });

  it('is asked for where there is none', () => {
    senders = [];
    may('settings.manage');
    show(<SendersHealth />);
    expect(screen.getByRole('link', { name: 'Add a sender' })).toBeTruthy();
  });
});

describe('recipient domains', () => {
  const figure = (count: number, base: number, percent: number | null) => ({ count, base, percent });
  const figures = (sent: number, blocked: number, complained: number) => ({
    sent,
    delivered: figure(sent - blocked, sent, 100 - (100 * blocked) / sent),
    softBounces: figure(blocked, sent, (100 * blocked) / sent),
    hardBounces: figure(0, sent, 0),
    blocks: figure(blocked, sent, (100 * blocked) / sent),
    complaints: figure(complained, sent, 0),
  });
  const weeks = (...blocked: (number | null)[]) =>
    blocked.map((softBounces) =>
      softBounces === null
        ? { sent: 0, softBounces: 0, hardBounces: 0 }
        : { sent: 100, softBounces, hardBounces: 1 },
    );
  const empty = (): RecipientHealth => ({
    from: '2026-10-29T00:00:00.000Z',
    cutOff: '2026-11-28T00:00:00.000Z',
    domainCount: 0,
    domains: [],
    others: null,
    total: { ...figures(0, 0, 0), weeks: [] },
    thresholds: {
      complaints: { warning: 0.001, problem: 0.003, minimum: 3 },
      blocks: { warning: 0.02, problem: 0.1 },
      hard: { warning: 0.05, problem: 0.1 },
      soft: { warning: 0.05, times: 2 },
      minimumSent: 100,
    },
  });
  beforeEach(() => {
    recipients = {
      ...empty(),
      domainCount: 52,
      domains: [
        {
          domain: 'hotmail.com',
          ...figures(1000, 200, 1),
          before: figures(1000, 100, 0),
          weeks: weeks(null, 4, 19.5, 49),
          alarms: [{ code: 'blocks', state: 'problem' }],
        },
        {
          domain: 'gmail.com',
          ...figures(9000, 0, 0),
          before: null,
          weeks: weeks(null, null, 0, 0),
          alarms: [],
        },
      ],
      others: { domainCount: 50, ...figures(500, 0, 0), weeks: [] },
      total: { ...figures(10_500, 200, 1), weeks: [] },
    };
  });
  const rowOf = (name: string) => screen.getByText(name).closest('tr')?.textContent ?? '';

  it('are told with what moved, the rest, and the sum of all', () => {
    show(<RecipientsHealth />);
    expect(rowOf('hotmail.com')).toContain('80.0%');
    expect(rowOf('hotmail.com')).toContain('↓');
    expect(rowOf('hotmail.com')).toContain('0.1%');
    expect(rowOf('gmail.com')).toContain('nothing before');
    expect(rowOf('50 other domains')).toContain('500');
    expect(rowOf('All')).toContain('10,500');
  });

  it('show how the share of what came back moved from week to week, as a picture and in words', () => {
    show(<RecipientsHealth />);
    const chart = screen.getByTitle(/nothing sent · 5.0% · 20.5% · 50.0%$/).parentElement!;
    expect(chart.getAttribute('role')).toBe('img');
    const heights = [...chart.querySelectorAll('g')].map((week) =>
      [...week.querySelectorAll('rect')].map((bar) => Number(bar.getAttribute('height'))),
    );
    expect(heights).toHaveLength(3);
    const [[, , first], [, , second], [, hard, third]] = heights as [
      number[],
      number[],
      [number, number, number],
    ];
    expect(first).toBeLessThan(second!);
    expect(second).toBeLessThan(third);
    expect(hard + third).toBeCloseTo(26);
    // A share of little is no tower: the scale ends at a tenth at least.
    const calm = screen.getByTitle(/nothing sent · nothing sent · 1.0% · 1.0%$/).parentElement!;
    expect(Number(calm.querySelectorAll('rect')[1]?.getAttribute('height'))).toBeCloseTo(2.6);
  });

  it('raise alarms that say what to do, and by which rule', () => {
    show(<RecipientsHealth />);
    expect(text()).toContain('One domain has an alarm.');
    expect(text()).toContain('The provider refuses the sender.');
    expect(text()).toContain(
      'Complaints from 0.1% of the delivered e-mails on, grave from 0.3%; at least 3.',
    );
  });

  it('come as a file for whoever may export', async () => {
    show(<RecipientsHealth />);
    expect(screen.queryByRole('button', { name: 'CSV' })).toBeNull();
  });

  it('are downloaded in the language of the panel', async () => {
    may('reports.export');
    downloaded.mockRejectedValue(new Error('offline'));
    const user = userEvent.setup();
    show(<RecipientsHealth />);
    await user.click(screen.getByRole('button', { name: 'CSV' }));
    expect(downloaded).toHaveBeenCalledWith(
      '/mail-campaigns/health/recipients/csv',
      expect.objectContaining({ params: { language: 'en' } }),
    );
  });

  it('say so where nothing was sent', () => {
    recipients = empty();
    show(<RecipientsHealth />);
    expect(text()).toContain('Nothing was sent in the last 30 days.');
  });

  it.each([
    [12.5, 12.5, { direction: 'same', points: 0 }],
    [0.3, 0.2, { direction: 'up', points: 0.1 }],
    [0, 1.1, { direction: 'down', points: 1.1 }],
    [null, 1.1, null],
    [1.1, null, null],
  ])('%s after %s', (now, before, trend) => {
    expect(trendOf(figure(0, 0, now), figure(0, 0, before))).toEqual(trend);
  });
});
