import { DELIVERY_STATUSES, type DeliveryStatus, type Measure, type Report } from '../../../../contracts';
import { outcomeSlices, timelineSummary } from './options';

const measure = (key: Measure['key'], count: number) => ({ key, count }) as Measure;
const byStatus = (cancelled: number) =>
  ({ ...Object.fromEntries(DELIVERY_STATUSES.map((status) => [status, 0])), cancelled }) as Record<
    DeliveryStatus,
    number
  >;

describe('outcomeSlices', () => {
  it('are all recipients, without empty parts', () => {
    const report = {
      measures: [
        measure('delivered', 90),
        measure('softBounces', 0),
        measure('hardBounces', 4),
        measure('sending', 1),
      ],
      ledger: { byStatus: byStatus(5), recipients: 100 } as Report['ledger'],
    };
    const slices = outcomeSlices(report);
    expect(slices.map(({ key, count }) => [key, count])).toEqual([
      ['delivered', 90],
      ['hardBounces', 4],
      ['sending', 1],
      ['cancelled', 5],
    ]);
    expect(slices.reduce((sum, { count }) => sum + count, 0)).toBe(report.ledger.recipients);
  });
});

describe('timelineSummary', () => {
  it('adds up and finds the hour with most opens', () => {
    const timeline = [
      { hour: '2026-12-01T14:00:00.000Z', opens: 3, clicks: 0 },
      { hour: '2026-12-01T15:00:00.000Z', opens: 9, clicks: 4 },
      { hour: '2026-12-01T16:00:00.000Z', opens: 9, clicks: 1 },
    ];
    expect(timelineSummary(timeline)).toEqual({ opens: 21, clicks: 5, peak: '2026-12-01T15:00:00.000Z' });
  });

  it.each([
    ['no hours', []],
    ['quiet hours', [{ hour: '2026-12-01T14:00:00.000Z', opens: 0, clicks: 0 }]],
  ])('is null for %s', (_name, timeline) => {
    expect(timelineSummary(timeline)).toBeNull();
  });
});
