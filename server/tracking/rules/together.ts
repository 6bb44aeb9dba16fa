import type { Evidence, Verdict } from './evidence';

/** R3: how long before and after the hidden link was followed its visitor is known by address or user agent. */
export const TRAP_MS = 5 * 60_000;
/** R4: in so short a time nobody reads, chooses and follows so many links. */
const BURST_MS = 5_000;
const BURST_LINKS = 3;

export interface JudgedAlone {
  evidence: Evidence;
  alone: Verdict;
}

/**
 * What requests for one e-mail say about each other.
 * @param events of one e-mail, the earliest first, each with what it is worth by itself.
 * @param links how many links the e-mail has.
 * @returns the last word on each event.
 */
export function judgeTogether(events: readonly JudgedAlone[], links: number): Verdict[] {
  const isTrapped = trapRule(events);
  const isInBurst = burstRule(events, links);
  return events.map(({ evidence, alone }, index) => {
    if (alone.class === 'machine') return alone;
    if (isTrapped(evidence)) return { class: 'machine', rule: 'R3' };
    return isInBurst(index) ? { class: 'machine', rule: 'R4' } : alone;
  });
}

/** R3: who followed the hidden link is a machine, and so is what came from there or under that name around then. */
function trapRule(events: readonly JudgedAlone[]): (evidence: Evidence) => boolean {
  const visits = new Map<string, number[]>();
  const marksOf = ({ ip, userAgent }: Evidence) => [
    ...(ip ? [`ip ${ip}`] : []),
    ...(userAgent ? [`ua ${userAgent}`] : []),
  ];
  for (const { evidence } of events) {
    if (evidence.type !== 'trap') continue;
    for (const mark of marksOf(evidence)) {
      const times = visits.get(mark) ?? [];
      times.push(evidence.occurredAt.getTime());
      visits.set(mark, times);
    }
  }
  return (evidence) =>
    visits.size > 0 &&
    marksOf(evidence).some((mark) => isNear(visits.get(mark) ?? [], evidence.occurredAt.getTime()));
}

/** Whether one of the sorted times is at most `TRAP_MS` away. */
function isNear(times: readonly number[], at: number): boolean {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < at - TRAP_MS) low = middle + 1;
    else high = middle;
  }
  return low < times.length && (times[low] as number) <= at + TRAP_MS;
}

/**
 * R4: a burst is every stretch of five seconds with clicks on three different links, or on both of an e-mail that has
 * two. What a browser fetched ahead (R2) tells nothing: a person sits behind it.
 */
function burstRule(events: readonly JudgedAlone[], links: number): (index: number) => boolean {
  const enough = links === 2 ? 2 : BURST_LINKS;
  const marked = new Set<number>();
  const clicks = new Map<number, number>();
  const count = (event: JudgedAlone | undefined, by: 1 | -1) => {
    if (event?.evidence.type !== 'click' || event.alone.rule === 'R2') return;
    const link = event.evidence.linkId ?? 0;
    const left = (clicks.get(link) ?? 0) + by;
    if (left > 0) clicks.set(link, left);
    else clicks.delete(link);
  };
  const timeOf = (index: number) => events[index]?.evidence.occurredAt.getTime() ?? Infinity;
  let end = 0;
  let done = 0;
  for (let start = 0; start < events.length; start += 1) {
    for (; timeOf(end) <= timeOf(start) + BURST_MS; end += 1) count(events[end], 1);
    if (clicks.size >= enough) {
      for (done = Math.max(done, start); done < end; done += 1) marked.add(done);
    }
    count(events[start], -1);
  }
  return (index) => marked.has(index);
}
