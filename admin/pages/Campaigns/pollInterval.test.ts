import type { CampaignStatus, LedgerTotals } from '../../../contracts';
import { pollInterval } from './pollInterval';

const withInFlight = (count: number) => ({ byStatus: { in_flight: count } }) as LedgerTotals;

it.each([
  ['nothing', [], 0],
  ['a draft and a sent one', [{ status: 'draft' }, { status: 'sent' }], 0],
  ['one that waits for its time', [{ status: 'draft' }, { status: 'scheduled' }], 15_000],
  ['one that is sending', [{ status: 'scheduled' }, { status: 'sending' }], 2_000],
  ['a paused one whose last e-mails are under way', [{ status: 'paused', ledger: withInFlight(3) }], 2_000],
  ['a paused one at rest', [{ status: 'paused', ledger: withInFlight(0) }], 0],
] as [string, { status: CampaignStatus; ledger?: LedgerTotals }[], number][])(
  '%s',
  (_name, campaigns, expected) => {
    expect(pollInterval(campaigns)).toBe(expected);
  },
);
