/** Why a job that is still being handled is handed out again: its process has no more time for it. */
export class GivenUp extends Error {}

/** The jobs that a process has in hand. */
export interface InHand {
  /** Runs `work`; rejects with `GivenUp` where `end` has no more time for it. */
  run(work: () => Promise<void>): Promise<void>;
  /** Waits until nothing is in hand, and gives up on what still is after so many milliseconds. */
  end(deadlineMilliseconds: number): Promise<void>;
}

export function createInHand(): InHand {
  const jobs = new Map<Promise<void>, (reason: GivenUp) => void>();
  return {
    async run(work) {
      let giveUp: (reason: GivenUp) => void = () => undefined;
      const job = new Promise<void>((resolve, reject) => {
        giveUp = reject;
        work().then(resolve, reject);
      });
      jobs.set(job, giveUp);
      try {
        await job;
      } finally {
        jobs.delete(job);
      }
    },
    async end(deadlineMilliseconds) {
      const timer = setTimeout(() => {
        for (const giveUp of jobs.values()) giveUp(new GivenUp('no more time'));
      }, deadlineMilliseconds);
      await Promise.allSettled(jobs.keys());
      clearTimeout(timer);
    },
  };
}
