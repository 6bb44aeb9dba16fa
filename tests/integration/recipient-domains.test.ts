import { parse as parseCsv } from 'csv-parse/sync';

import type { RecipientFigures, RecipientHealth, RecipientWeek } from '../../contracts';
import { clock } from '../../server/lib/clock';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { binary } from '../support/pdf';
import { CUT_OFF, reportFixture } from '../support/report-fixture';

/** The last 30 days by recipient domain, out of a ledger. */
let app: TestApp;
let reader: AdminClient;
let now = CUT_OFF;

const daysAgo = (days: number) => new Date(CUT_OFF.getTime() - days * 86_400_000);

beforeAll(async () => {
  app = await startApp();
  reader = await app.admin('reports.read', 'reports.export');
  const { campaign, delivery, db } = reportFixture(app.strapi);
  const started = (days: number, finished: number | null) =>
    campaign({
      startedAt: daysAgo(days).toISOString(),
      finishedAt: finished === null ? null : daysAgo(finished).toISOString(),
    });
  const [running, recent, old] = [await started(20, null), await started(45, 40), await started(200, 190)];
  const accepted = (id: number, days: number, given: object = {}) =>
    delivery(id, { acceptedAt: daysAgo(days), ...given });
  const refused = (id: number, days: number, bounceClass: string, bounceReason: string, given: object = {}) =>
    delivery(id, { status: 'rejected', bouncedAt: daysAgo(days), bounceClass, bounceReason, ...given });
  await db('delivery').createMany({
    data: [
      accepted(running, 1),
      accepted(running, 30),
      accepted(running, 2, { complainedAt: daysAgo(1) }),
      // It came back after the relay had taken it: of the day on which it was sent.
      accepted(running, 29, { bouncedAt: daysAgo(0), bounceClass: 'soft', bounceReason: 'mailbox_full' }),
      accepted(running, 3, { bouncedAt: daysAgo(2), bounceClass: 'hard', bounceReason: 'unknown_address' }),
      refused(running, 3, 'soft', 'policy'),
      refused(running, 3, 'soft', 'server'),
      refused(running, 3, 'hard', 'unknown_address', { domain: 'gmial.com' }),
      // Not sent, or not yet.
      delivery(running, { status: 'pending' }),
      delivery(running, { status: 'deferred', bounceClass: 'soft', bounceReason: 'server' }),
      delivery(running, { status: 'uncertain' }),
      delivery(running, { status: 'excluded', reason: 'unconfirmed' }),
      // Before.
      accepted(recent, 40),
      accepted(recent, 59, { bouncedAt: daysAgo(58), bounceClass: 'hard', bounceReason: 'disabled' }),
      refused(recent, 45, 'soft', 'policy'),
      accepted(recent, 45, { domain: 'silent.example' }),
      // Long ago.
      accepted(recent, 61),
      accepted(old, 195),
    ],
  });
});
afterAll(() => app.stop());
beforeEach(() => {
  // What was read once is shown for a minute.
  now = new Date(now.getTime() + 1);
  jest.spyOn(clock, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

const health = async (search = ''): Promise<RecipientHealth> =>
  (await reader.get(`/health/recipients?search=${search}`).expect(200)).body.data;
const counted = (figures: RecipientFigures) => ({
  sent: figures.sent,
  delivered: figures.delivered.count,
  soft: figures.softBounces.count,
  blocks: figures.blocks.count,
  hard: figures.hardBounces.count,
  complaints: figures.complaints.count,
});

test('what was sent in the last 30 days, and what became of it, beside the 30 days before', async () => {
  const { domains, others, total, from, cutOff } = await health();
  expect(domains.map(({ domain }) => domain)).toEqual(['gmail.com', 'gmial.com']);
  const [gmail, typo] = domains;
  expect(counted(gmail!)).toEqual({ sent: 6, delivered: 2, soft: 3, blocks: 1, hard: 1, complaints: 1 });
  expect(counted(gmail!.before!)).toEqual({
    sent: 4,
    delivered: 2,
    soft: 1,
    blocks: 1,
    hard: 1,
    complaints: 0,
  });
  expect(counted(typo!)).toEqual({ sent: 1, delivered: 0, soft: 0, blocks: 0, hard: 1, complaints: 0 });
  expect(typo!.before).toBeNull();
  expect(others).toBeNull();
  expect(counted(total)).toEqual({ sent: 7, delivered: 2, soft: 3, blocks: 1, hard: 2, complaints: 1 });
  expect(Date.parse(cutOff) - Date.parse(from)).toBe(30 * 86_400_000);
});

test('the last eight weeks beside, each e-mail in the week in which its sending ended', async () => {
  const { domains, total } = await health();
  const weeksOf = (rows: RecipientWeek[]) =>
    rows.map(({ sent, softBounces, hardBounces }) => [sent, softBounces, hardBounces]);
  const quiet = [0, 0, 0];
  // 29 and 30 days ago are the same week, but not of the same 30 days; 59 is before the first one.
  expect(weeksOf(domains[0]!.weeks)).toEqual([
    quiet,
    [1, 1, 0],
    [1, 0, 0],
    [2, 1, 0],
    quiet,
    quiet,
    quiet,
    [5, 2, 1],
  ]);
  expect(weeksOf(total.weeks).at(-1)).toEqual([6, 2, 2]);
});

test('a search counts what it finds alone', async () => {
  const { domains, total } = await health('gmi');
  expect(domains.map(({ domain }) => domain)).toEqual(['gmial.com']);
  expect(total.sent).toBe(1);
  await reader.get('/health/recipients?page=2').expect(400);
});

test('all of it comes as a file for a spreadsheet', async () => {
  const answer = await reader
    .get('/health/recipients/csv?language=es')
    .buffer(true)
    .parse(binary)
    .expect(200);
  expect(answer.headers['content-disposition']).toMatch(/dominios-destinatarios-\d{4}-\d\d-\d\d\.csv/);
  const rows: string[][] = parseCsv(answer.body as Buffer, { bom: true, delimiter: ';' });
  const heads = rows.find(([first]) => first === 'Dominio')!;
  const gmail = rows.find(([first]) => first === 'gmail.com')!;
  const cell = (head: string) => gmail[heads.indexOf(head)];
  expect(cell('Enviados')).toBe('6');
  expect(cell('Entregado (porcentaje)')).toBe('33,3');
  expect(cell('Quejas (porcentaje)')).toBe('16,67');
  expect(cell('30 días anteriores: Enviados')).toBe('4');
  expect(rows.at(-1)?.slice(0, 2)).toEqual(['Total', '7']);
});

test('who may read reports sees it; only who exports gets the file', async () => {
  const readsOnly = await app.admin('reports.read');
  await readsOnly.get('/health/recipients').expect(200);
  await readsOnly.get('/health/recipients/csv').expect(403);
});
