import type {
  RecipientAlarm,
  RecipientDomain,
  RecipientFigures,
  RecipientHealth,
  RecipientRow,
  RecipientWeek,
} from '../../../contracts';
import { partsOf, rate, wholeShares } from '../figures/percent';
import { nothing, type DomainCounts, type DomainPeriods } from './store';

type Thresholds = RecipientHealth['thresholds'];

/** A rate of fewer e-mails says little: one bounce of ten is 10 %. */
const MINIMUM_SENT = 100;
/** Amazon SES looks at an account from 5 % of bounces on, and stops it at 10 % (SES, "Reputation metrics"). */
const HARD = { warning: 0.05, problem: 0.1 };
/** Of blocks even a small share tells that a provider thinks ill of the sender, for they are about nobody else. */
const BLOCKS = { warning: 0.02, problem: 0.1 };
const SOFT = { warning: 0.05, times: 2 };

export const thresholdsOf = (complaints: {
  alarmRate: number;
  pauseRate: number;
  minimum: number;
}): Thresholds => ({
  complaints: {
    warning: complaints.alarmRate,
    problem: complaints.pauseRate,
    minimum: complaints.minimum,
  },
  blocks: BLOCKS,
  hard: HARD,
  soft: SOFT,
  minimumSent: MINIMUM_SENT,
});

const deliveredOf = ({ sent, soft, blocks, hard }: DomainCounts): number => sent - soft - blocks - hard;

export function figuresOf(counts: DomainCounts): RecipientFigures {
  const { sent, soft, blocks, hard, complaints } = counts;
  const [delivered, softBounces, hardBounces] = wholeShares(
    [deliveredOf(counts), soft + blocks, hard],
    sent,
  ) as [RecipientFigures['delivered'], RecipientFigures['softBounces'], RecipientFigures['hardBounces']];
  const [blocked] = partsOf(softBounces, [
    ['blocks', blocks],
    ['others', soft],
  ]);
  return {
    sent,
    delivered,
    softBounces,
    hardBounces,
    blocks: { count: blocks, base: sent, percent: blocked?.percent ?? null },
    complaints: rate(complaints, sent),
  };
}

/** Counts alone: a picture is drawn of them. */
const weekOf = ({ sent, soft, blocks, hard }: DomainCounts): RecipientWeek => ({
  sent,
  softBounces: soft + blocks,
  hardBounces: hard,
});

const share = (count: number, base: number): number => (base === 0 ? 0 : count / base);

const stateOf = (value: number, { warning, problem }: { warning: number; problem: number }) =>
  value >= problem ? 'problem' : value >= warning ? 'warning' : null;

/** What somebody should look at, worst first. */
export function alarmsOf(
  { now, before }: Pick<DomainPeriods, 'now' | 'before'>,
  thresholds: Thresholds,
): RecipientAlarm[] {
  const found: [code: RecipientAlarm['code'], state: RecipientAlarm['state'] | null][] = [];
  const { complaints, blocks, hard, soft, minimumSent } = thresholds;
  if (now.complaints >= complaints.minimum) {
    found.push(['complaints', stateOf(share(now.complaints, deliveredOf(now)), complaints)]);
  }
  if (now.sent >= minimumSent) {
    found.push(['blocks', stateOf(share(now.blocks, now.sent), blocks)]);
    found.push(['hard', stateOf(share(now.hard, now.sent), hard)]);
    const [softNow, softBefore] = [share(now.soft, now.sent), share(before.soft, before.sent)];
    const hasJumped = before.sent >= minimumSent && softNow >= soft.times * softBefore;
    if (softNow >= soft.warning && hasJumped) found.push(['soft', 'warning']);
  }
  return found
    .flatMap(([code, state]) => (state ? [{ code, state }] : []))
    .sort((a, b) => Number(b.state === 'problem') - Number(a.state === 'problem'));
}

const sumOf = (all: readonly DomainCounts[]): DomainCounts => {
  const total = nothing();
  for (const counts of all) {
    for (const key of Object.keys(total) as (keyof DomainCounts)[]) total[key] += counts[key];
  }
  return total;
};

const figuresOfAll = (rows: readonly DomainPeriods[]): RecipientRow => {
  const weeks = rows[0]?.weeks ?? [];
  return {
    ...figuresOf(sumOf(rows.map(({ now }) => now))),
    weeks: weeks.map((_, week) => weekOf(sumOf(rows.flatMap((row) => row.weeks[week] ?? [])))),
  };
};

const weightOf = ([alarm]: readonly RecipientAlarm[]): number =>
  alarm === undefined ? 0 : alarm.state === 'problem' ? 2 : 1;

type Judged = DomainPeriods & Pick<RecipientDomain, 'alarms'>;

/** Domains that something was sent to in the last 30 days: with an alarm first, then most e-mails. */
const inOrder = (domains: readonly DomainPeriods[], thresholds: Thresholds): Judged[] =>
  domains
    .filter(({ now }) => now.sent > 0)
    .map((periods) => ({ ...periods, alarms: alarmsOf(periods, thresholds) }))
    .sort(
      (a, b) =>
        weightOf(b.alarms) - weightOf(a.alarms) || b.now.sent - a.now.sent || (a.domain < b.domain ? -1 : 1),
    );

const toRow = ({ domain, now, before, weeks, alarms }: Judged): RecipientDomain => ({
  domain,
  ...figuresOf(now),
  before: before.sent > 0 ? figuresOf(before) : null,
  weeks: weeks.map(weekOf),
  alarms,
});

/** Every domain as a row, in the same order. */
export const rowsOf = (domains: readonly DomainPeriods[], thresholds: Thresholds): RecipientDomain[] =>
  inOrder(domains, thresholds).map(toRow);

const MOST_SHOWN = 50;

/** @param search part of a domain. */
export function healthOf(
  all: readonly DomainPeriods[],
  thresholds: Thresholds,
  search: string,
): Omit<RecipientHealth, 'from' | 'cutOff'> {
  const matching = inOrder(
    all.filter(({ domain }) => domain.includes(search.toLowerCase())),
    thresholds,
  );
  const rest = matching.slice(MOST_SHOWN);
  return {
    domainCount: matching.length,
    domains: matching.slice(0, MOST_SHOWN).map(toRow),
    others: rest.length === 0 ? null : { domainCount: rest.length, ...figuresOfAll(rest) },
    total: figuresOfAll(matching),
    thresholds,
  };
}
