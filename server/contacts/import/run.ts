import { access } from 'node:fs/promises';

import type { Core } from '@strapi/strapi';

import { institutionOf } from '../../config';
import { clock } from '../../lib/clock';
import { BATCH, joinTransaction } from '../../lib/database';
import { readLists } from '../list/names';
import { writeBatch, type BatchSettings, type Candidate, type Refused } from './batch';
import { fault } from './errors';
import { filePathOf } from './files';
import { readPerson } from './person';
import { readRows, type Row } from './rows';
import { changeRun, listIdsOf, targetsOf, type RunRow } from './runs';

/** Somebody else works on this run now: this process leaves it alone. */
export class TakenOver extends Error {}

/**
 * Works through the rows that are left of a run, one transaction per batch: contacts, proof and progress are
 * committed together, so a run that was killed goes on where its last batch ended.
 * @param stopping asked after each batch.
 * @returns false where it stopped before the end.
 * @throws ApplicationError `import-file-gone`; TakenOver
 */
export async function workThrough(
  strapi: Core.Strapi,
  run: RunRow,
  stopping: () => boolean,
  beat: () => Promise<void>,
): Promise<boolean> {
  const path = filePathOf(strapi, run.file_hash);
  await access(path).catch(() => {
    throw fault('import-file-gone');
  });
  const settings: BatchSettings = {
    runId: run.id,
    fileName: run.file_name,
    fileHash: run.file_hash,
    // A list may have been deleted while the run waited.
    listIds: (await readLists(strapi, listIdsOf(run))).map(({ id }) => id),
    updateExisting: Boolean(run.update_existing),
    consentNote: run.consent_note ?? '',
    actorId: run.actor_id,
    language: (await institutionOf(strapi)).language,
  };
  const progress = { ...run };
  const sort = sorter(run);
  let batch = new Batch();
  const write = async () => {
    await commit(strapi, progress, settings, batch);
    batch = new Batch();
    await beat();
  };
  const { format, encoding, separator } = run;
  let count = -1;
  for await (const row of readRows({ path, format, encoding, separator })) {
    count += 1;
    if (count === 0) continue;
    sort(row, count > run.processed_rows ? batch : null);
    if (batch.rows < BATCH) continue;
    await write();
    if (stopping()) return false;
  }
  if (batch.rows > 0) await write();
  return true;
}

/** Rows sorted by what becomes of them. */
class Batch {
  candidates: Candidate[] = [];
  refused: Refused[] = [];
  duplicates = 0;

  get rows(): number {
    return this.candidates.length + this.refused.length + this.duplicates;
  }
}

/** The first row of an address wins. Rows done already (`batch` null) are read again to know their addresses. */
function sorter(run: RunRow): (row: Row, batch: Batch | null) => void {
  const targets = targetsOf(run);
  const seen = new Set<string>();
  return (row, batch) => {
    const reading = readPerson(row.cells, targets);
    if ('refusal' in reading) {
      batch?.refused.push({ row, reason: reading.refusal, email: reading.email });
    } else if (seen.has(reading.person.email)) {
      if (batch) batch.duplicates += 1;
    } else {
      seen.add(reading.person.email);
      batch?.candidates.push({ row, person: reading.person });
    }
  };
}

async function commit(
  strapi: Core.Strapi,
  progress: RunRow,
  settings: BatchSettings,
  batch: Batch,
): Promise<void> {
  const next = await joinTransaction(strapi, undefined, async (trx) => {
    const done = await writeBatch(strapi, settings, batch.candidates, batch.refused, trx);
    const after = {
      processed_rows: progress.processed_rows + batch.rows,
      created_count: progress.created_count + done.created,
      updated_count: progress.updated_count + done.updated,
      unchanged_count: progress.unchanged_count + done.unchanged,
      duplicate_count: progress.duplicate_count + batch.duplicates,
      refused_count: progress.refused_count + batch.refused.length,
    };
    const mine = { id: progress.id, status: 'running' as const, processed_rows: progress.processed_rows };
    if (!(await changeRun(strapi, mine, { ...after, heartbeat_at: clock.now() }, trx))) throw new TakenOver();
    return after;
  });
  Object.assign(progress, next);
}
