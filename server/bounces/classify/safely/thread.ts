import { isMainThread, parentPort, workerData } from 'node:worker_threads';

import { classifyMessage } from '../classify';
import type { Answer, Order } from './verdict';

/** `workerData` by which a thread knows that it is one of ours. */
export const OURS = 'mail-campaigns-classify';

/** Answers orders, where this runs as our thread; nothing anywhere else. */
export function serve(): void {
  if (isMainThread || workerData !== OURS || !parentPort) return;
  const port = parentPort;
  port.on('message', ({ id, bytes }: Order) => {
    let answer: Answer;
    try {
      answer = {
        id,
        message: classifyMessage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
      };
    } catch (error) {
      answer = { id, error: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage(answer);
  });
}
