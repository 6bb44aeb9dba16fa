import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { LANGUAGES, type Language, type Report } from '../../contracts';
import { institutionOf } from '../config';
import { service } from '../lib/service';
import { idSchema, pageQuerySchema, parse, z } from '../lib/validate';
import { reportCsv } from './csv/report-csv';
import { fileNameOf } from './file-name';
import { reportDocument } from './pdf/document';
import { renderPdf } from './pdf/render';
import type { ReportService } from './service';

type Context = Parameters<Core.ControllerHandler>[0];

const reportsOf = (strapi: Core.Strapi): ReportService => service(strapi, 'report');

const summariesSchema = pageQuerySchema(['startedAt', 'name'], 'desc');
const csvSchema = z.strictObject({
  language: z.enum(LANGUAGES).optional(),
  separator: z.enum([';', ',']).optional(),
});
const pdfSchema = z.strictObject({
  language: z.enum(LANGUAGES).optional(),
  paper: z.enum(['A4', 'LETTER']).default('LETTER'),
});

const idOf = (ctx: Context): number => parse(idSchema, (ctx.params as { id: string }).id);

/** Figures of people: for this person only, and asked for anew each time. */
const CACHE = 'private, no-cache';

/** Weak, for the cut-off instant differs while every figure is the same (RFC 9110 §8.8.1). */
const etagOf = ({ cutOff: _cutOff, ...figures }: Report): string =>
  `W/"${createHash('sha256').update(JSON.stringify(figures)).digest('base64url')}"`;

const download = (ctx: Context, report: Report, language: Language, extension: 'csv' | 'pdf') => {
  const { name, fallback } = fileNameOf(report, language, extension);
  ctx.attachment(name, { fallback });
  ctx.set('Cache-Control', CACHE);
};

export const createReportController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    ctx.body = await reportsOf(strapi).summaries(parse(summariesSchema, ctx.query));
  },

  async findOne(ctx: Context) {
    const report = await reportsOf(strapi).report(idOf(ctx));
    ctx.set('Cache-Control', CACHE);
    ctx.set('ETag', etagOf(report));
    ctx.status = 200;
    if (ctx.fresh) ctx.status = 304;
    else ctx.body = { data: report };
  },

  async csv(ctx: Context) {
    const query = parse(csvSchema, ctx.query);
    const report = await reportsOf(strapi).report(idOf(ctx));
    const language = query.language ?? (await institutionOf(strapi)).language;
    download(ctx, report, language, 'csv');
    ctx.type = 'text/csv; charset=utf-8';
    ctx.body = reportCsv(report, { language, separator: query.separator ?? (language === 'es' ? ';' : ',') });
  },

  async pdf(ctx: Context) {
    const query = parse(pdfSchema, ctx.query);
    const report = await reportsOf(strapi).report(idOf(ctx));
    const institution = await institutionOf(strapi);
    const language = query.language ?? institution.language;
    const document = await reportDocument(report, { language, paper: query.paper, color: institution.color });
    download(ctx, report, language, 'pdf');
    ctx.type = 'application/pdf';
    ctx.body = await renderPdf(document);
  },
});
