/** How many recipients a worker may have in flight: what a crash can leave uncertain. */
export interface Capacity {
  /**
   * Waits until at least `atLeast` of them are free, or all of them where the capacity is smaller.
   * First come, first served. @returns how many were taken.
   */
  take(atLeast: number, atMost: number): Promise<number>;
  giveBack(count: number): void;
  readonly taken: number;
}

export function createCapacity(size: number): Capacity {
  let free = size;
  const queue: { atLeast: number; atMost: number; grant: (count: number) => void }[] = [];

  const serve = (): void => {
    for (let next = queue[0]; next && free >= next.atLeast; next = queue[0]) {
      queue.shift();
      const count = Math.min(free, next.atMost);
      free -= count;
      next.grant(count);
    }
  };

  return {
    take: (atLeast, atMost) =>
      new Promise((grant) => {
        queue.push({ atLeast: Math.min(atLeast, size), atMost, grant });
        serve();
      }),
    giveBack(count) {
      free += count;
      serve();
    },
    get taken() {
      return size - free;
    },
  };
}
