import type { ClassifiedMessage } from '../message';

/** What came of a message that could be anything: read, or set aside as one that harms who reads it. */
export type SafeVerdict =
  | { poison: false; message: ClassifiedMessage }
  /** `timeout`: it took too long. `memory`: it took too much. `error`: reading it failed. */
  | { poison: true; why: 'timeout' | 'memory' | 'error'; detail: string };

/** To the thread. */
export interface Order {
  id: number;
  bytes: Uint8Array;
}

/** From the thread. */
export type Answer = { id: number; message: ClassifiedMessage } | { id: number; error: string };
