import type { Quota } from '../throttle';

/** The places of the quota that a worker holds: taken, and not known yet whether they will be used. */
export interface QuotaShare {
  /** See `Quota`. */
  take(count: number): Promise<number>;
  giveBack(count: number): Promise<void>;
  /** They were used. */
  spend(count: number): void;
  /** Whether a place may still come back. */
  readonly holds: boolean;
}

export function createQuotaShare(quota: Quota): QuotaShare {
  let held = 0;
  return {
    async take(count) {
      let granted = 0;
      held += count;
      try {
        granted = await quota.take(count);
      } finally {
        held -= count - granted;
      }
      return granted;
    },
    async giveBack(count) {
      await quota.giveBack(count).finally(() => (held -= count));
    },
    spend(count) {
      held -= count;
    },
    get holds() {
      return held > 0;
    },
  };
}
