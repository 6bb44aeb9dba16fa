import { access } from 'node:fs/promises';

import type { Core } from '@strapi/strapi';

import type { ImportRun, StartImportRequest } from '../../../contracts';
import { clock } from '../../lib/clock';
import { requireLists } from '../list/names';
import { fault } from './errors';
import { filePathOf } from './files';
import { changeRun, columnsOf, requireRun, toRun } from './runs';
import { checkTargets } from './targets';

/**
 * Puts an uploaded file in the queue.
 * @throws ApplicationError of `import/errors`; NotFoundError `import-not-found`, `list-not-found`
 */
export async function queueImport(
  strapi: Core.Strapi,
  id: number,
  { targets, listIds, updateExisting, consentNote }: StartImportRequest,
  actorId: number,
): Promise<ImportRun> {
  const run = await requireRun(strapi, id);
  if (run.status !== 'uploaded') throw fault('import-already-started');
  checkTargets(targets, columnsOf(run).length);
  const lists = await requireLists(strapi, listIds);
  await access(filePathOf(strapi, run.file_hash)).catch(() => {
    throw fault('import-file-gone');
  });
  const queued = await changeRun(
    strapi,
    { id, status: 'uploaded' },
    {
      status: 'queued',
      targets: JSON.stringify(targets),
      list_ids: JSON.stringify(lists.map((list) => list.id)),
      update_existing: updateExisting,
      consent_note: consentNote,
      actor_id: actorId,
      heartbeat_at: clock.now(),
    },
  );
  if (!queued) throw fault('import-already-started');
  return toRun(await requireRun(strapi, id));
}
