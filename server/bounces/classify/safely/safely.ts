import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

import { MOST_BYTES } from '../mime/parts';
import { OURS } from './thread';
import type { Answer, Order, SafeVerdict } from './verdict';

export interface Limits {
  /** Milliseconds that a message may take; the thread's start is not counted. Default 2,000. */
  timeoutMs?: number;
  /** Longer messages are cut to this many bytes. Default 8 MiB. */
  maxBytes?: number;
}

/** Megabytes of a thread's heap: some times what the longest message needs. */
const HEAP_MEGABYTES = 256;

const packageRoot = (folder = __dirname): string =>
  fs.existsSync(path.join(folder, 'package.json')) ? folder : packageRoot(path.dirname(folder));

/**
 * The thread is a bundle of its own (`exports` in package.json), for it must not load Strapi; where this repository runs
 * from its source, a file that compiles it.
 */
const threadFile = (): string =>
  path.join(
    packageRoot(),
    __filename.endsWith('.ts') ? 'tests/support/classify-thread.js' : 'dist/classify/index.js',
  );

interface Waiting {
  bytes: Uint8Array;
  timeoutMs: number;
  resolve: (verdict: SafeVerdict) => void;
}

/** One thread, one message at a time, so that it is known which message did the harm. */
class Thread {
  #worker: Worker | null = null;
  #ready: Promise<unknown> | null = null;
  #queue: Waiting[] = [];
  #busy = false;
  #orders = 0;

  classify(bytes: Uint8Array, timeoutMs: number): Promise<SafeVerdict> {
    return new Promise((resolve) => {
      this.#queue.push({ bytes, timeoutMs, resolve });
      void this.#next();
    });
  }

  async #next(): Promise<void> {
    if (this.#busy) return;
    const waiting = this.#queue.shift();
    if (!waiting) return;
    this.#busy = true;
    waiting.resolve(await this.#run(waiting).catch((error: unknown) => failure(error)));
    this.#busy = false;
    void this.#next();
  }

  async #start(): Promise<Worker> {
    if (!this.#worker) {
      const worker = new Worker(threadFile(), {
        workerData: OURS,
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
      });
      worker.once('exit', () => {
        if (this.#worker === worker) this.#worker = null;
      });
      this.#worker = worker;
      this.#ready = new Promise((resolve, reject) => {
        worker.once('online', resolve);
        worker.once('error', reject);
      });
    }
    await this.#ready;
    return this.#worker;
  }

  async #run({ bytes, timeoutMs }: Waiting): Promise<SafeVerdict> {
    const worker = await this.#start();
    const id = ++this.#orders;
    return new Promise((resolve) => {
      const settle = (verdict: SafeVerdict) => {
        clearTimeout(timer);
        worker.off('message', onMessage);
        worker.off('error', onError);
        // Idle, it must keep no process alive.
        worker.unref();
        resolve(verdict);
      };
      const give = (verdict: SafeVerdict) => {
        this.#worker = null;
        void worker.terminate();
        settle(verdict);
      };
      const onMessage = (answer: Answer) => {
        if (answer.id !== id) return;
        settle('message' in answer ? { poison: false, message: answer.message } : failure(answer.error));
      };
      const onError = (error: unknown) => give(failure(error));
      const timer = setTimeout(
        () => give({ poison: true, why: 'timeout', detail: `took longer than ${timeoutMs} ms` }),
        timeoutMs,
      );
      worker.ref();
      worker.on('message', onMessage);
      worker.once('error', onError);
      // A copy of its own: a small Buffer is a window on memory that others use.
      const order: Order = { id, bytes: Uint8Array.from(bytes) };
      worker.postMessage(order, [order.bytes.buffer as ArrayBuffer]);
    });
  }
}

const failure = (error: unknown): SafeVerdict => {
  const memory = (error as { code?: string } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const detail = error instanceof Error ? error.message : String(error);
  return { poison: true, why: memory ? 'memory' : 'error', detail };
};

const thread = new Thread();

/**
 * `classifyMessage` for bytes that anyone may have sent: in a thread with limits of time and memory, which ends with a
 * message that breaks them. Never throws.
 */
export const classifySafely = (
  raw: Buffer,
  { timeoutMs = 2_000, maxBytes = MOST_BYTES }: Limits = {},
): Promise<SafeVerdict> => thread.classify(raw.subarray(0, maxBytes), timeoutMs);
