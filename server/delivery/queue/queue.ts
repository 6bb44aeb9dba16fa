/** One lot: a range of ledger rows to send. Ids only; the ledger says what is still to do in it. */
export interface SendJob {
  campaignId: number;
  /** Row ids, both included. */
  fromId: number;
  toId: number;
}

/** @throws to have the job come again. */
export type JobHandler = (job: SendJob) => Promise<void>;

export interface QueueTrouble {
  since: Date;
  /** Where and what, e.g. `redis.example.org:6379: connection refused`; never a password. */
  reply: string;
}

/**
 * Where send jobs wait. A job may be lost or come twice: the ledger's claims make both harmless, and lost ones are
 * planned again. Every driver passes `tests/integration/queue-conformance.test.ts`.
 */
export interface SendQueue {
  /**
   * Adding a job that waits or is being handled already changes nothing; one that is done can be added again.
   * @throws Error with the code `queue-unreachable` within 5 seconds where the queue's server does not answer.
   */
  add(jobs: readonly SendJob[]): Promise<void>;
  /** Starts handling jobs: up to `concurrency` at a time, oldest first. To be called once, or never. */
  process(handler: JobHandler, concurrency: number): void;
  /**
   * Jobs of a campaign that wait or are being handled, in all processes.
   * @throws as `add` does.
   */
  count(campaignId: number): Promise<number>;
  /**
   * Tells every process, this one included, that the campaign's status changed. Never throws; may be heard twice or be
   * lost: workers look at the database with each claim, this only spares them the wait.
   */
  announce(campaignId: number): void;
  onAnnounce(listener: (campaignId: number) => void): void;
  /** Since when the queue's server does not answer or takes nothing; null where all is well. */
  trouble(): QueueTrouble | null;
  /**
   * Takes no new job and waits for those being handled, but not longer than `deadlineMilliseconds`: what is not done
   * then is handed out again, at once where the queue's server answers. Leaves nothing that keeps the process alive.
   */
  close(deadlineMilliseconds: number): Promise<void>;
}

/** Same range, same key: what makes adding a job twice harmless. */
export const jobKey = ({ campaignId, fromId, toId }: SendJob): string => `${campaignId}/${fromId}-${toId}`;

/** @throws Error for what `jobKey` did not make. */
export function jobOfKey(key: string): SendJob {
  const [, campaignId, fromId, toId] = /^(\d+)\/(\d+)-(\d+)$/.exec(key) ?? [];
  if (!toId) throw new Error(`no job key: ${key}`);
  return { campaignId: Number(campaignId), fromId: Number(fromId), toId: Number(toId) };
}
