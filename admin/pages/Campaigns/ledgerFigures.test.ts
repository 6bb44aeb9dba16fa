import type { DeliveryStatus, LedgerTotals } from '../../../contracts';
import { addsUp, segments, settledCount, settledPercent } from './ledgerFigures';

const NONE: Record<DeliveryStatus, number> = {
  excluded: 0,
  pending: 0,
  in_flight: 0,
  deferred: 0,
  accepted: 0,
  rejected: 0,
  uncertain: 0,
  cancelled: 0,
};

const ledger = (
  byStatus: Partial<Record<DeliveryStatus, number>>,
  recipients: number,
  candidates: number,
): LedgerTotals => ({ candidates, recipients, byStatus: { ...NONE, ...byStatus } });

describe('addsUp', () => {
  it.each([
    [
      'all seven and the excluded',
      {
        excluded: 3,
        pending: 1,
        in_flight: 1,
        deferred: 1,
        accepted: 1,
        rejected: 1,
        uncertain: 1,
        cancelled: 1,
      },
      7,
      10,
      true,
    ],
    ['empty', {}, 0, 0, true],
    ['a recipient in no status', { excluded: 3, accepted: 6 }, 7, 10, false],
    ['a candidate neither excluded nor a recipient', { excluded: 2, accepted: 7 }, 7, 10, false],
  ])('%s', (_name, byStatus, recipients, candidates, expected) => {
    expect(addsUp(ledger(byStatus, recipients, candidates))).toBe(expected);
  });
});

describe('progress', () => {
  it('counts the uncertain as settled: nothing happens to them by itself', () => {
    expect(settledCount(ledger({ accepted: 5, uncertain: 2, deferred: 1, pending: 2 }, 10, 10))).toBe(7);
  });

  it.each([
    ['never 100 before all are done', { accepted: 999, pending: 1 }, 1000, 99],
    ['100 when all are done', { accepted: 990, rejected: 10 }, 1000, 100],
    ['nobody to write to', {}, 0, 100],
  ])('%s', (_name, byStatus, recipients, expected) => {
    expect(settledPercent(ledger(byStatus, recipients, recipients))).toBe(expected);
  });
});

describe('segments', () => {
  it('leaves out empty statuses, keeps rare ones visible and fills the bar', () => {
    const bar = segments(ledger({ accepted: 99_999, uncertain: 1 }, 100_000, 100_000));
    expect(bar.map(({ status }) => status)).toEqual(['accepted', 'uncertain']);
    expect(bar[1]?.width).toBeGreaterThan(0.7);
    expect(bar.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100);
  });

  it('is empty without recipients', () => {
    expect(segments(ledger({ excluded: 4 }, 0, 4))).toEqual([]);
  });
});
