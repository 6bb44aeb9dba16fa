import { rm } from 'node:fs/promises';

import type { Core } from '@strapi/strapi';

import { LANGUAGES, type ImportTarget } from '../../../contracts';
import { institutionOf } from '../../config';
import { invalid } from '../../lib/errors';
import { service } from '../../lib/service';
import { idSchema, pageQuerySchema, pagination, parse, z } from '../../lib/validate';
import { ATTRIBUTE_KEY } from '../contact/input';
import { actorOf, type AdminContext } from '../context';
import { refusedRows } from './refused';
import { findRuns, requireRun, toRun } from './runs';
import type { ImportService } from './service';

const target = z
  .string()
  .refine(
    (value) =>
      ['email', 'firstName', 'lastName', 'fullName', 'language'].includes(value) ||
      (value.startsWith('attributes.') && ATTRIBUTE_KEY.test(value.slice('attributes.'.length))),
    'choose a contact field or an attribute',
  )
  .nullable() as z.ZodType<ImportTarget>;

const startSchema = z
  .strictObject({
    targets: z.array(target).max(200),
    listIds: z.array(idSchema).max(100),
    updateExisting: z.boolean(),
    consentNote: z.string().trim().max(2000),
  })
  .refine(({ listIds, consentNote }) => listIds.length === 0 || consentNote.length >= 3, {
    path: ['consentNote'],
    message: 'say how these people agreed to these lists',
  });

const querySchema = pageQuerySchema(['createdAt'], 'desc');
const refusedSchema = z.strictObject({ language: z.enum(LANGUAGES).optional() });

/** As formidable leaves it. */
interface UploadedFile {
  filepath: string;
  originalFilename: string | null;
  size: number;
}

const filesOf = (ctx: AdminContext): UploadedFile[] =>
  Object.values(ctx.request.files ?? {}).flat() as UploadedFile[];

export const importController = ({ strapi }: { strapi: Core.Strapi }) => {
  const imports = () => service<ImportService>(strapi, 'import');
  const runOf = (ctx: AdminContext) => requireRun(strapi, parse(idSchema, ctx.params.id));
  return {
    async upload(ctx: AdminContext) {
      const files = filesOf(ctx);
      try {
        const [file] = files;
        if (!file || files.length > 1 || !ctx.request.files?.file) {
          throw invalid('import-no-file', 'Send exactly one file, in the part `file` of a multipart form.');
        }
        const { filepath, originalFilename, size } = file;
        ctx.body = {
          data: await imports().upload({ path: filepath, name: originalFilename ?? '', size }, actorOf(ctx)),
        };
        ctx.status = 201;
      } finally {
        await Promise.all(files.map(({ filepath }) => rm(filepath, { force: true })));
      }
    },

    async begin(ctx: AdminContext) {
      const request = parse(startSchema, ctx.request.body);
      ctx.body = { data: await imports().begin(parse(idSchema, ctx.params.id), request, actorOf(ctx)) };
      ctx.status = 202;
    },

    async find(ctx: AdminContext) {
      const query = parse(querySchema, ctx.query);
      const { runs, total } = await findRuns(strapi, query);
      ctx.body = { data: runs, meta: pagination(query.page, query.pageSize, total) };
    },

    async findOne(ctx: AdminContext) {
      ctx.body = { data: toRun(await runOf(ctx)) };
    },

    async refused(ctx: AdminContext) {
      const { language } = parse(refusedSchema, ctx.query);
      const run = await runOf(ctx);
      ctx.attachment(`import-${run.id}-refused.csv`);
      ctx.type = 'text/csv; charset=utf-8';
      ctx.body = refusedRows(strapi, run, language ?? (await institutionOf(strapi)).language);
    },
  };
};
