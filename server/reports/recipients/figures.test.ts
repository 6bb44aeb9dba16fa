import { alarmsOf, figuresOf, healthOf, thresholdsOf } from './figures';
import type { DomainCounts } from './store';

const thresholds = thresholdsOf({ alarmRate: 0.001, pauseRate: 0.003, minimum: 3 });
const counts = (sent: number, given: Partial<DomainCounts> = {}): DomainCounts => ({
  sent,
  soft: 0,
  blocks: 0,
  hard: 0,
  complaints: 0,
  ...given,
});
const NOTHING = counts(0);

test('delivered, soft and hard add up, and blocks are a part of the soft ones', () => {
  const figures = figuresOf(counts(9, { soft: 1, blocks: 2, hard: 3, complaints: 1 }));
  expect(figures).toEqual({
    sent: 9,
    delivered: { count: 3, base: 9, percent: 33.4 },
    softBounces: { count: 3, base: 9, percent: 33.3 },
    hardBounces: { count: 3, base: 9, percent: 33.3 },
    blocks: { count: 2, base: 9, percent: 22.2 },
    complaints: { count: 1, base: 9, percent: 11.1 },
  });
  expect(figuresOf(NOTHING).delivered).toEqual({ count: 0, base: 0, percent: null });
});

const CASES: [name: string, now: DomainCounts, before: DomainCounts, alarms: string[]][] = [
  ['nothing is wrong', counts(5000, { soft: 20, hard: 20, complaints: 2 }), NOTHING, []],
  ['a complaint per thousand', counts(3000, { complaints: 3 }), NOTHING, ['complaints warning']],
  ['just below', counts(3001, { complaints: 3 }), NOTHING, []],
  [
    'of delivered ones, not of all',
    counts(3100, { hard: 100, complaints: 3 }),
    NOTHING,
    ['complaints warning'],
  ],
  ['three per thousand', counts(1000, { complaints: 3 }), NOTHING, ['complaints problem']],
  ['two people of ten are no rate', counts(10, { complaints: 2 }), NOTHING, []],
  ['three people of ten are', counts(10, { complaints: 3 }), NOTHING, ['complaints problem']],
  ['blocked here and there', counts(100, { blocks: 2 }), NOTHING, ['blocks warning']],
  ['blocked', counts(100, { blocks: 10 }), NOTHING, ['blocks problem']],
  ['blocks of a few e-mails', counts(99, { blocks: 50, hard: 49 }), NOTHING, []],
  ['many unknown addresses', counts(100, { hard: 5 }), NOTHING, ['hard warning']],
  ['very many', counts(100, { hard: 10 }), NOTHING, ['hard problem']],
  ['twice as many soft ones', counts(100, { soft: 6 }), counts(100, { soft: 3 }), ['soft warning']],
  ['as many soft ones as ever', counts(100, { soft: 6 }), counts(100, { soft: 4 }), []],
  ['more soft ones, but few', counts(100, { soft: 4 }), counts(100), []],
  ['no 30 days before to compare with', counts(100, { soft: 50 }), counts(99), []],
  [
    'the worst first',
    counts(1000, { soft: 80, blocks: 20, hard: 50, complaints: 3 }),
    counts(1000),
    ['complaints problem', 'blocks warning', 'hard warning', 'soft warning'],
  ],
];
test.each(CASES)('%s', (_name, now, before, alarms) => {
  expect(alarmsOf({ now, before }, thresholds).map(({ code, state }) => `${code} ${state}`)).toEqual(alarms);
});

describe('the table', () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    domain: `d${String(index).padStart(2, '0')}.edu.co`,
    now: counts(100 + index, { hard: 1 }),
    before: NOTHING,
    weeks: [counts(index), counts(2, { soft: 1, blocks: 1 })],
  }));
  const troubled = {
    domain: 'small.example',
    now: counts(100, { blocks: 10 }),
    before: counts(50),
    weeks: [NOTHING, counts(5, { hard: 2 })],
  };
  const silent = { domain: 'silent.example', now: NOTHING, before: counts(50), weeks: [counts(9), NOTHING] };

  test('shows fifty, those with an alarm first, and adds up with the others', () => {
    const { domains, others, total, domainCount } = healthOf([...many, troubled, silent], thresholds, '');
    expect(domainCount).toBe(61);
    expect(domains).toHaveLength(50);
    expect(domains.slice(0, 2).map(({ domain }) => domain)).toEqual(['small.example', 'd59.edu.co']);
    expect(domains[0]?.before?.sent).toBe(50);
    expect(others?.domainCount).toBe(11);
    for (const key of ['delivered', 'softBounces', 'hardBounces', 'blocks', 'complaints'] as const) {
      const shown = domains.reduce((sum, row) => sum + row[key].count, 0);
      expect(shown + (others?.[key].count ?? 0)).toBe(total[key].count);
    }
    expect(domains[0]?.weeks[1]).toEqual({ sent: 5, softBounces: 0, hardBounces: 2 });
    expect(others?.weeks).toEqual([
      { sent: 55, softBounces: 0, hardBounces: 0 },
      { sent: 22, softBounces: 22, hardBounces: 0 },
    ]);
    expect(total.weeks[1]).toEqual({ sent: 125, softBounces: 120, hardBounces: 2 });
    expect(total.sent).toBe(60 * 100 + (59 * 60) / 2 + 100);
  });

  test('counts only what is searched for', () => {
    const { domains, others, total } = healthOf([...many, troubled], thresholds, 'SMALL');
    expect([domains.length, others, total.sent]).toEqual([1, null, 100]);
  });
});
