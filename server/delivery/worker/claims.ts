import type { ClaimedRow, ClaimScope, LedgerService } from '../../ledger';

export interface Claims {
  /** Claims rows and lets each begin. @returns whether the lot has no more. */
  claim(scope: ClaimScope, begin: (row: ClaimedRow) => Promise<void>): Promise<boolean>;
  /** See the ledger's `releaseStrays`. */
  releaseStrays(): Promise<void>;
  /** Resolves when every row that was claimed until now has ended. Never rejects. */
  ended(): Promise<unknown>;
}

/**
 * What a worker has claimed, each claim known from before the ledger is asked until its last row has ended.
 * @param onIdle told each time that nothing of it is left.
 */
export function createClaims(ledger: LedgerService, workerId: string, onIdle: () => void): Claims {
  const open = new Map<string, Promise<unknown>>();
  /** Campaigns of which a claim failed: it may have been stored all the same, even a while after it failed. */
  const doubtful = new Set<number>();
  let asked = 0;
  return {
    async claim(scope, begin) {
      asked += 1;
      const name = `${workerId}:${asked}`;
      const group = ledger
        .claim(scope, workerId, name)
        .then(({ rows, exhausted }) => ({ exhausted, begun: rows.map(begin) }));
      const end = group
        .then(
          ({ begun }) => Promise.allSettled(begun),
          () => doubtful.add(scope.campaignId),
        )
        .finally(() => {
          open.delete(name);
          if (open.size === 0) onIdle();
        });
      open.set(name, end);
      return (await group).exhausted;
    },
    async releaseStrays() {
      if (doubtful.size > 0) await ledger.releaseStrays(workerId, [...doubtful], (name) => open.has(name));
    },
    ended: () => Promise.all(open.values()),
  };
}
