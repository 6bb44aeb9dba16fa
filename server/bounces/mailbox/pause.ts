import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after so long, or at once when `signal` is aborted. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);
