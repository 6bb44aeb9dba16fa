import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';
import { clock } from '../lib/clock';
import { withStoreLock } from '../lib/store-lock';

const KEY = 'tracking-rules';
/** A process silent for so long has died. */
const SILENT_MS = 60_000;

interface State {
  /** Of the rules and settings that events are judged by. */
  fingerprint: string;
  /** The last e-mail that was judged by them; null: all are. */
  after: number | null;
  claim: { by: string; at: number } | null;
}

export interface ReclassificationTurn {
  /**
   * Claims the work for this process.
   * @param again from the first e-mail, also where all are judged by these rules already.
   * @returns where to go on; `done` where nothing is to do, `taken` where another process is at it.
   */
  take(again: boolean): Promise<{ after: number } | 'done' | 'taken'>;
  /** Tells how far the work is, and that this process lives. */
  goOn(after: number): Promise<void>;
  /** Lets another process, or the next start, go on from there. */
  leave(after: number): Promise<void>;
  end(): Promise<void>;
}

export function createReclassificationTurn(
  strapi: Core.Strapi,
  fingerprint: string,
  by: string,
): ReclassificationTurn {
  const store = () => strapi.store({ type: 'plugin', name: PLUGIN_ID });
  const write = async (state: Omit<State, 'fingerprint'>): Promise<void> => {
    await store().set({ key: KEY, value: { fingerprint, ...state } });
  };
  const mine = () => ({ by, at: clock.now().getTime() });

  return {
    take: (again) =>
      withStoreLock(strapi, async () => {
        const state = (await store().get({ key: KEY })) as State | null;
        const claim = state?.claim;
        if (claim && claim.by !== by && clock.now().getTime() - claim.at < SILENT_MS) return 'taken';
        const same = !again && state?.fingerprint === fingerprint;
        if (same && state.after === null) return 'done';
        const after = same ? (state.after ?? 0) : 0;
        await write({ after, claim: mine() });
        return { after };
      }),
    goOn: (after) => write({ after, claim: mine() }),
    leave: (after) => write({ after, claim: null }),
    end: () => write({ after: null, claim: null }),
  };
}
