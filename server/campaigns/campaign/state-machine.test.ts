import { CAMPAIGN_STATUSES, type CampaignStatus } from '../../../contracts';
import { isAllowed, mayBeWritten, RULES, transitionsFrom, type Transition } from './state-machine';

/** Written down apart from the machine: every transition, where it may start and where it ends. */
const expected: [Transition, CampaignStatus[], CampaignStatus][] = [
  ['send', ['draft'], 'sending'],
  ['schedule', ['draft', 'scheduled'], 'scheduled'],
  ['unschedule', ['scheduled'], 'draft'],
  ['pause', ['sending'], 'paused'],
  ['resume', ['paused'], 'sending'],
  ['cancel', ['scheduled', 'sending', 'paused'], 'cancelled'],
  ['start', ['scheduled'], 'sending'],
  ['miss', ['scheduled'], 'paused'],
  ['halt', ['sending'], 'paused'],
  ['finish', ['sending'], 'sent'],
  ['fail', ['sending'], 'failed'],
  ['reopen', ['sent'], 'sending'],
];

test('the table below knows every transition', () => {
  expect(expected.map(([transition]) => transition).sort()).toEqual(Object.keys(RULES).sort());
});

const cells = expected.flatMap(([transition, from, to]) =>
  CAMPAIGN_STATUSES.map((status) => ({ transition, status, to, allowed: from.includes(status) })),
);

test.each(cells)('$transition from $status: allowed $allowed', ({ transition, status, to, allowed }) => {
  expect(isAllowed(transition, status)).toBe(allowed);
  if (allowed) expect(RULES[transition].to).toBe(to);
});

test.each<[CampaignStatus, string[]]>([
  ['draft', ['send', 'schedule']],
  ['scheduled', ['schedule', 'unschedule', 'cancel']],
  ['sending', ['pause', 'cancel']],
  ['paused', ['resume', 'cancel']],
  ['sent', []],
  ['cancelled', []],
  ['failed', []],
])('a person may do next from %s: %j', (status, transitions) => {
  expect(transitionsFrom(status)).toEqual(transitions);
});

/** What a writer from outside, such as the Content Manager, may set. */
const writable: Partial<Record<CampaignStatus, CampaignStatus[]>> = {
  draft: ['sending', 'scheduled'],
  scheduled: ['draft', 'cancelled'],
  sending: ['paused', 'cancelled'],
  paused: ['sending', 'cancelled'],
};

test.each(CAMPAIGN_STATUSES.flatMap((from) => CAMPAIGN_STATUSES.map((to) => [from, to] as const)))(
  'from outside: %s → %s',
  (from, to) => {
    expect(mayBeWritten(from, to)).toBe(from === to || (writable[from] ?? []).includes(to));
  },
);
