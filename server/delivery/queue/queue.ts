/** One lot: a range of ledger rows to send. Ids only; the ledger says what is still to do in it. */
export interface SendJob {
  campaignId: number;
  /** Row ids, both included. */
  fromId: number;
  toId: number;
}

/** @throws to have the job come again. */
export type JobHandler = (job: SendJob) => Promise<void>;

/**
 * Where send jobs wait. A job may be lost or come twice: the ledger's claims make both harmless, and lost ones are
 * planned again. Every driver passes `queue.conformance`.
 */
export interface SendQueue {
  /** Adding a job that waits already changes nothing. */
  add(jobs: readonly SendJob[]): Promise<void>;
  /** Starts handling jobs, one at a time, oldest first. */
  process(handler: JobHandler): void;
  /** Jobs of a campaign that wait or are being handled. */
  count(campaignId: number): Promise<number>;
  /** Takes no new job, waits for the one being handled. */
  close(): Promise<void>;
}

export const jobKey = ({ campaignId, fromId, toId }: SendJob): string => `${campaignId}/${fromId}-${toId}`;
