import type { Core } from '@strapi/strapi';

import type { ImportRun, StartImportRequest } from '../../../contracts';
import { createImportRunner, type ImportRunner } from './runner';
import { queueImport } from './start';
import { uploadImport, type Upload } from './upload';

export interface ImportService extends Pick<ImportRunner, 'resume' | 'start' | 'stop'> {
  upload(upload: Upload, actorId: number): Promise<ImportRun>;
  /** Checks and queues; the work goes on in the background. */
  begin(id: number, request: StartImportRequest, actorId: number): Promise<ImportRun>;
}

export const createImportService = ({ strapi }: { strapi: Core.Strapi }): ImportService => {
  const runner = createImportRunner(strapi);
  return {
    resume: () => runner.resume(),
    start: () => runner.start(),
    stop: () => runner.stop(),
    upload: (upload, actorId) => uploadImport(strapi, upload, actorId),
    async begin(id, request, actorId) {
      const run = await queueImport(strapi, id, request, actorId);
      runner.enqueue(id);
      return run;
    },
  };
};
