import type { Core } from '@strapi/strapi';

import { clock } from '../../lib/clock';
import { table } from '../../lib/database';
import { codeOf } from '../../lib/errors';
import { redacted } from '../../lib/redact';
import { IMPORT_RUNS } from '../tables';
import { removeFile, removeFilesExcept } from './files';
import { TakenOver, workThrough } from './run';
import { changeRun, OPEN, requireRun, type RunRow } from './runs';

/** A run without a sign of life for so long was left by a process that died. */
const SILENT_MS = 60_000;
const LOOK_AGAIN_MS = 30_000;
/** A file that nobody started to import is people's data lying about. */
const UPLOADED_KEPT_MS = 7 * 24 * 3600_000;

export interface ImportRunner {
  /** Puts a queued run in line. One runs at a time in this process. */
  enqueue(id: number): void;
  /** Takes up the runs that other processes left, removes files that nobody needs. @returns the ids taken up. */
  resume(): Promise<number[]>;
  start(): Promise<void>;
  /** Ends the batch that runs; what is left waits for the next start. */
  stop(): Promise<void>;
}

export function createImportRunner(strapi: Core.Strapi): ImportRunner {
  const waiting: number[] = [];
  let active: Promise<void> | null = null;
  let stopping = false;
  let timer: NodeJS.Timeout | null = null;

  let running: number | null = null;

  const beat = async (): Promise<void> => {
    const mine = running === null ? waiting : [running, ...waiting];
    if (mine.length === 0) return;
    await table(strapi, IMPORT_RUNS).whereIn('id', mine).update({ heartbeat_at: clock.now() });
  };

  const runOne = async (id: number): Promise<void> => {
    const run = await requireRun(strapi, id);
    if (run.status !== 'queued' && run.status !== 'running') return;
    const alive = { status: 'running' as const, heartbeat_at: clock.now() };
    if (!(await changeRun(strapi, { id, status: run.status }, alive))) return;
    try {
      if (await workThrough(strapi, run, () => stopping, beat)) await finish(strapi, run, { status: 'done' });
      // So that the next start need not wait for the silence.
      else await changeRun(strapi, { id, status: 'running' }, { heartbeat_at: null });
    } catch (error) {
      if (error instanceof TakenOver) return;
      strapi.log.error(`Mail campaigns: import ${id} failed: ${redacted(error)}`);
      await finish(strapi, run, { status: 'failed', error: codeOf(error) ?? 'import-failed' });
    }
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0 && !stopping) {
      const id = waiting.shift() as number;
      running = id;
      await runOne(id).catch((error: unknown) =>
        strapi.log.error(`Mail campaigns: import ${id} stands still: ${redacted(error)}`),
      );
      running = null;
    }
    active = null;
  };

  const runner: ImportRunner = {
    enqueue(id) {
      if (running !== id && !waiting.includes(id)) waiting.push(id);
      active ??= drain();
    },

    async resume() {
      await beat();
      const left = await takeUpSilent(strapi);
      for (const id of left) runner.enqueue(id);
      await removeUnneeded(strapi);
      return left;
    },

    async start() {
      await runner.resume();
      timer = setInterval(() => {
        runner
          .resume()
          .catch((error: unknown) => strapi.log.error(`Mail campaigns: imports: ${redacted(error)}`));
      }, LOOK_AGAIN_MS);
      timer.unref();
    },

    async stop() {
      stopping = true;
      if (timer) clearInterval(timer);
      const left = waiting.splice(0);
      await active;
      if (left.length === 0) return;
      await table(strapi, IMPORT_RUNS)
        .whereIn('id', left)
        .where({ status: 'queued' })
        .update({ heartbeat_at: null });
    },
  };
  return runner;
}

/** Of several processes that look at once, one gets each run. */
async function takeUpSilent(strapi: Core.Strapi): Promise<number[]> {
  const silentSince = new Date(clock.now().getTime() - SILENT_MS);
  const silent = () =>
    table(strapi, IMPORT_RUNS)
      .whereIn('status', ['queued', 'running'])
      .where((either) => {
        void either.whereNull('heartbeat_at').orWhere('heartbeat_at', '<', silentSince);
      });
  const taken: number[] = [];
  for (const id of (await silent().orderBy('id').pluck('id')) as number[]) {
    if ((await silent().where({ id }).update({ heartbeat_at: clock.now() })) > 0) taken.push(id);
  }
  return taken;
}

async function finish(
  strapi: Core.Strapi,
  { id, file_hash }: RunRow,
  result: { status: 'done' | 'failed'; error?: string },
): Promise<void> {
  await changeRun(strapi, { id, status: 'running' }, { ...result, finished_at: clock.now() });
  const others = await table(strapi, IMPORT_RUNS).where({ file_hash }).whereIn('status', OPEN).pluck('id');
  if (others.length === 0) await removeFile(strapi, file_hash);
}

async function removeUnneeded(strapi: Core.Strapi): Promise<void> {
  const now = clock.now();
  await table(strapi, IMPORT_RUNS)
    .where({ status: 'uploaded' })
    .where('created_at', '<', new Date(now.getTime() - UPLOADED_KEPT_MS))
    .update({ status: 'failed', error: 'import-file-gone', finished_at: now });
  const needed = (await table(strapi, IMPORT_RUNS).whereIn('status', OPEN).pluck('file_hash')) as string[];
  await removeFilesExcept(strapi, new Set(needed));
}
