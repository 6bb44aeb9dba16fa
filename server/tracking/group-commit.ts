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
 * How long a group gathers. A commit waits for the disk, and on SQLite the whole process waits with it: ten
 * milliseconds that no reader of an e-mail notices make one commit of many.
 */
const GATHER_MS = 10;

/**
 * Commits items of the same moment together, so that a rush costs few transactions.
 * @param write commits a group or throws, all or nothing.
 * @param lost told of a group that failed, with its size; the items' callers get the error.
 * @param size the most items of a group; a full one does not wait.
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
    while (waiting.length > 0) {
      if (waiting.length < size) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
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
