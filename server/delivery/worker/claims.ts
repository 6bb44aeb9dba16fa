import type { ClaimedRow, ClaimScope, LedgerService } from '../../ledger';

export interface Claims {
  /** Claims rows and lets each begin. @returns whether the lot has no more. */
  claim(scope: ClaimScope, begin: (row: ClaimedRow) => Promise<void>): Promise<boolean>;
  /** See the ledger's `releaseStrays`. */
  releaseStrays(): Promise<void>;
  /** Resolves when every row that was claimed until now has ended. Never rejects. */
  ended(): Promise<unknown>;
}

/** What a worker has claimed, each claim known from before the ledger is asked until its last row has ended. */
export function createClaims(ledger: LedgerService, workerId: string): Claims {
  const open = new Map<string, Promise<unknown>>();
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
          () => undefined,
        )
        .finally(() => open.delete(name));
      open.set(name, end);
      return (await group).exhausted;
    },
    releaseStrays: () => ledger.releaseStrays(workerId, (name) => open.has(name)),
    ended: () => Promise.all(open.values()),
  };
}
