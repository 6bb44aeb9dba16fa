import type { TransportLimits, TransportLive } from '../../../contracts';
import { clock } from '../../lib/clock';
import { createRate } from '../rate';
import type { Pace } from '../throttle/throttle';
import { createCircuit, type Circuit } from './circuit';
import { failureIn } from './failure';
import type { SendOutcome } from './outcome';
import { createPool, type OutgoingMail } from './pool';
import type { SmtpOptions } from './session';

/** One of the transports: its sessions, whether they work, and how much may go over them. */
export interface Member {
  readonly name: string;
  readonly weight: number;
  readonly circuit: Circuit;
  /** Takes up to `count` places of its limits. @returns how many were granted. */
  take(count: number): Promise<number>;
  giveBack(count: number): Promise<void>;
  /** In how many milliseconds asking for places makes sense again. */
  waitMilliseconds(): number;
  send(prepare: () => Promise<OutgoingMail | null>): Promise<SendOutcome | null>;
  live(): TransportLive;
  close(): void;
}

export function createMember(name: string, options: SmtpOptions, pace: Pace): Member {
  const circuit = createCircuit();
  const pool = createPool(options, circuit);
  const answered = createRate();
  /** What held it back when it was asked last, and until when. */
  let limit: { by: keyof TransportLimits | null; until: number } = { by: null, until: 0 };

  const left = (until: number): number => Math.max(0, until - clock.now().getTime());

  return {
    name,
    weight: options.weight,
    circuit,
    async take(count) {
      const { granted, waitMilliseconds, limitedBy } = await pace.take(name, options.limits, count);
      const held = granted < count;
      limit = { by: held ? limitedBy : null, until: held ? clock.now().getTime() + waitMilliseconds : 0 };
      return granted;
    },
    giveBack: (count) => pace.giveBack(name, options.limits, count),
    waitMilliseconds: () => left(circuit.retryAt?.getTime() ?? limit.until),
    async send(prepare) {
      const outcome = await pool.send(prepare);
      if (outcome && outcome.kind !== 'unavailable') answered.count(name);
      return outcome;
    },
    live: () => ({
      name,
      circuit: circuit.state,
      retryAt: circuit.retryAt?.toISOString() ?? null,
      downSince: circuit.downSince?.toISOString() ?? null,
      busyConnections: pool.busy,
      sentLastMinute: answered.lastMinute()[name] ?? 0,
      limitedBy: left(limit.until) > 0 ? limit.by : null,
      lastError: circuit.lastError && {
        at: circuit.lastError.at.toISOString(),
        reply: circuit.lastError.reply,
        ...failureIn(circuit.lastError.reply),
      },
    }),
    close: () => pool.close(),
  };
}
