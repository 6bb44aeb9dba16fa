import { BATCH } from './database';

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (reason: unknown) => void;
}

export interface Groups<T, R> {
  /** Resolves with what came of the item once its group is done; rejects if the group failed. */
  add(item: T): Promise<R>;
  /** Resolves when nothing is left to do. */
  drain(): Promise<void>;
}

interface GroupOptions<T, R> {
  /** Does a group or throws, all or nothing. @returns what came of each item, in their order. */
  work: (items: T[]) => Promise<readonly R[]>;
  /** How long the first item of a group waits for others. */
  gatherMs: number;
  /** The most items of a group; a full one does not wait. */
  size?: number;
  /** Told of a group that failed, with its size; the items' callers get the error. */
  failed?: (error: unknown, count: number) => void;
}

/** Does items of the same moment together, one group after the other, so that a rush costs few statements. */
export function createGroups<T, R = void>(options: GroupOptions<T, R>): Groups<T, R> {
  const { work, gatherMs, size = BATCH, failed } = options;
  let waiting: Waiting<T, R>[] = [];
  let waitingSince = 0;
  let running: Promise<void> | null = null;

  const finish = async (group: Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await work(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index] as R));
    } catch (error) {
      failed?.(error, group.length);
      for (const { reject } of group) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      // What came while the last group was at work has waited already.
      const left = waitingSince + gatherMs - performance.now();
      if (waiting.length < size && left > 0) await new Promise((resolve) => setTimeout(resolve, left));
      const group = waiting.slice(0, size);
      waiting = waiting.slice(size);
      await finish(group);
    }
    running = null;
  };

  return {
    add(item) {
      return new Promise<R>((resolve, reject) => {
        if (waiting.length === 0) waitingSince = performance.now();
        waiting.push({ item, resolve, reject });
        running ??= run();
      });
    },
    async drain() {
      while (running) await running;
    },
  };
}
