import { BATCH } from '../lib/database';

interface Waiting<T> {
  item: T;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

export interface GroupCommit<T> {
  /** Resolves once the item is committed; rejects if the group that held it was not. */
  add(item: T): Promise<void>;
  /** Resolves when nothing is left to write. */
  drain(): Promise<void>;
}

/**
 * Commits items of the same moment together: while one group is being written the next one gathers, so that a
 * rush costs few transactions and a lone item waits for nothing.
 * @param write commits a group or throws, all or nothing.
 * @param lost told of a group that failed, with its size; the items' callers get the error.
 */
export function createGroupCommit<T>(
  write: (items: T[]) => Promise<void>,
  lost: (error: unknown, count: number) => void,
  size = BATCH,
): GroupCommit<T> {
  let waiting: Waiting<T>[] = [];
  let running: Promise<void> | null = null;

  const commit = async (group: Waiting<T>[]): Promise<void> => {
    try {
      await write(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (error) {
      lost(error, group.length);
      for (const { reject } of group) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    // One turn of the event loop: requests that have arrived already join the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, size);
      waiting = waiting.slice(size);
      await commit(group);
    }
    running = null;
  };

  return {
    add(item) {
      return new Promise<void>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      });
    },
    async drain() {
      while (running) await running;
    },
  };
}
