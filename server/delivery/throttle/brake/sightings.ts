const MINUTE = 60_000;
/** A domain that blocks: this many answers that blame the sender in so much time. */
const BLOCKS = 10;
const BLOCK_MILLISECONDS = 10 * MINUTE;

/** Domains remembered at once; whoever was written to longest ago is forgotten first. */
export const MOST_SIGHTINGS = 10_000;

interface Sighting {
  /** When the minute began that `count` counts; `before` counts the one before it. */
  since: number;
  count: number;
  before: number;
  /** Times of the latest block answers. */
  blocks: number[];
}

/** What domains were seen to answer lately. Cheap: called for each e-mail. */
export interface Sightings {
  answered(domain: string, now: number): void;
  /** @returns true with the tenth in ten minutes; then it counts anew. */
  blocked(domain: string, now: number): boolean;
  /** Answers in the last minute, the one before it taken in proportion. */
  perMinute(domain: string, now: number): number;
  readonly size: number;
}

export function createSightings(): Sightings {
  const seen = new Map<string, Sighting>();

  /** Brought to the minute of `now`; put last, so that the first are those seen longest ago. */
  const turn = (domain: string, sighting: Sighting, now: number): void => {
    const over = now - sighting.since < 2 * MINUTE;
    sighting.before = over ? sighting.count : 0;
    sighting.since = over ? sighting.since + MINUTE : now;
    sighting.count = 0;
    seen.delete(domain);
    seen.set(domain, sighting);
  };
  const of = (domain: string, now: number): Sighting => {
    let sighting = seen.get(domain);
    if (!sighting) {
      sighting = { since: now, count: 0, before: 0, blocks: [] };
      seen.set(domain, sighting);
      if (seen.size > MOST_SIGHTINGS) seen.delete(seen.keys().next().value as string);
    } else if (now - sighting.since >= MINUTE) {
      turn(domain, sighting, now);
    }
    return sighting;
  };

  return {
    answered(domain, now) {
      of(domain, now).count += 1;
    },
    blocked(domain, now) {
      const sighting = of(domain, now);
      sighting.blocks = sighting.blocks.filter((at) => now - at < BLOCK_MILLISECONDS);
      sighting.blocks.push(now);
      if (sighting.blocks.length < BLOCKS) return false;
      sighting.blocks = [];
      return true;
    },
    perMinute(domain, now) {
      const { since, count, before } = of(domain, now);
      return count + before * (1 - (now - since) / MINUTE);
    },
    get size() {
      return seen.size;
    },
  };
}
