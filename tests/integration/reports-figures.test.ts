import { parse as parseCsv } from 'csv-parse/sync';

import { MEASURE_KEYS, type Report, type ReportSummary, type TraitRow } from '../../contracts';
import { clock } from '../../server/lib/clock';
import { reportDocument } from '../../server/reports/pdf/document';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { binary, documentLines, pdfLines } from '../support/pdf';
import { CUT_OFF, reportFixture } from '../support/report-fixture';

let app: TestApp;
let editor: AdminClient;
let fixture: ReturnType<typeof reportFixture>;
let campaignId: number;
let linkIds: number[];

beforeAll(async () => {
  app = await startApp();
  fixture = reportFixture(app.strapi);
  ({ campaignId, linkIds } = await fixture.seed());
  editor = await app.admin('reports.read', 'reports.export');
});
afterAll(() => app.stop());
beforeEach(() => jest.spyOn(clock, 'now').mockReturnValue(CUT_OFF));
afterEach(() => jest.restoreAllMocks());

const reportOf = async (id = campaignId): Promise<Report> =>
  ((await editor.get(`/reports/${id}`).expect(200)).body as { data: Report }).data;

describe('the data set', () => {
  test('says what it is about, and when it is true', async () => {
    expect(await reportOf()).toMatchObject({
      campaign: {
        id: campaignId,
        subject: 'Convocatoria 2027',
        status: 'sent',
        lists: ['Docentes'],
        startedAt: '2026-11-20T13:20:12.000Z',
      },
      institution: { name: 'Instituto de Educación' },
      cutOff: CUT_OFF.toISOString(),
      timeZone: 'America/Bogota',
    });
  });

  test('its ledger adds up', async () => {
    const { ledger: totals, sent } = await reportOf();
    expect(sent).toBe(7);
    expect(totals).toEqual({
      candidates: 12,
      recipients: 9,
      byStatus: {
        excluded: 3,
        pending: 0,
        in_flight: 0,
        deferred: 1,
        accepted: 5,
        rejected: 2,
        uncertain: 0,
        cancelled: 1,
      },
      excludedByReason: { unconfirmed: 2, suppressed_complaint: 1 },
      addsUp: true,
    });
  });

  test('every measure is what one counts by hand', async () => {
    const { measures } = await reportOf();
    // 4/7, 2/7, 1/7 = 57.14, 28.57, 14.29: of the two tenths left over one goes to .57→.6 and one to .29→.3.
    expect(measures.map(({ key, count, base, percent }) => [key, count, base, percent])).toEqual([
      ['delivered', 4, 7, 57.1],
      ['softBounces', 2, 7, 28.6],
      ['hardBounces', 1, 7, 14.3],
      ['sending', 1, 9, 11.1],
      ['uniqueOpens', 2, 7, 28.6],
      ['totalOpens', 3, 7, 42.9],
      ['uniqueClicks', 2, 7, 28.6],
      ['totalClicks', 4, 7, 57.1],
      ['unsubscribes', 1, 7, 14.3],
      ['complaints', 1, 7, 14.3],
    ]);
    expect(measures.map(({ allEvents }) => allEvents?.count)).toEqual([
      ...[undefined, undefined, undefined, undefined],
      ...[3, 8, 3, 6],
      ...[undefined, undefined],
    ]);
  });

  test('its domains are those of the recipients, most first, and add up to the measures', async () => {
    const { domains, measures } = await reportOf();
    expect(domains.map(({ domain, recipients, sent }) => [domain, recipients, sent])).toEqual([
      ['gmail.com', 3, 3],
      ['hotmail.com', 3, 1],
      ['idep.edu.co', 2, 2],
      ['gmial.com', 1, 1],
    ]);
    for (const { key, count } of measures) {
      expect(domains.reduce((sum, row) => sum + row.measures[key].count, 0)).toBe(count);
    }
  });

  test('its links leave machines out, most clicked first', async () => {
    const { links } = await reportOf();
    expect(links.map(({ id, uniqueClicks, totalClicks }) => [id, uniqueClicks, totalClicks])).toEqual([
      [linkIds[1], 2, 3],
      [linkIds[0], 0, 0],
    ]);
  });

  test('its readers are the people who opened or clicked, each by the last time', async () => {
    const { readers, measures } = await reportOf();
    expect(readers.count).toBe(measures.find(({ key }) => key === 'uniqueOpens')?.count);
    const shown = (rows: TraitRow[] | null) =>
      rows?.map(({ kind, name, count, percent }) => [name ?? kind, count, percent]);
    expect(shown(readers.devices)).toEqual([
      ['desktop', 1, 50],
      ['phone', 1, 50],
    ]);
    expect(shown(readers.clients)).toEqual([
      ['Apple Mail', 1, 50],
      ['Firefox', 1, 50],
    ]);
    expect(shown(readers.countries)).toEqual([['CO', 2, 100]]);
    expect(shown(readers.cities)).toEqual([
      ['Bogotá', 1, 50],
      ['unknown', 1, 50],
    ]);
  });

  test('its hours are full ones, without gaps, machines or what came after three days', async () => {
    expect((await reportOf()).timeline).toEqual([
      { hour: '2026-11-20T13:00:00.000Z', opens: 1, clicks: 2 },
      { hour: '2026-11-20T14:00:00.000Z', opens: 0, clicks: 0 },
      { hour: '2026-11-20T15:00:00.000Z', opens: 1, clicks: 1 },
    ]);
  });

  test('hours begin where the clocks of the campaign strike', async () => {
    const id = await fixture.campaign({ timeZone: 'Asia/Kolkata', startedAt: '2026-11-20T13:20:12.000Z' });
    await fixture.db('event').create({ data: fixture.event(id, 'open', 4, '2026-11-20T13:29:59.000Z') });
    await fixture.db('event').create({ data: fixture.event(id, 'open', 4, '2026-11-20T13:30:00.000Z') });
    expect((await reportOf(id)).timeline).toEqual([
      { hour: '2026-11-20T12:30:00.000Z', opens: 1, clicks: 0 },
      { hour: '2026-11-20T13:30:00.000Z', opens: 1, clicks: 0 },
    ]);
    await fixture.removeCampaign(id);
  });
});

describe('the three ways to read it', () => {
  const comma = (percent: number | null) => (percent === null ? '–' : percent.toFixed(1).replace('.', ','));

  const linesOfPdf = async (): Promise<string[]> => {
    const { body } = await editor.get(`/reports/${campaignId}/pdf`).buffer(true).parse(binary).expect(200);
    const options = { language: 'es', paper: 'LETTER', color: '#c8102e' } as const;
    return pdfLines(body as Buffer) ?? documentLines(await reportDocument(await reportOf(), options));
  };

  test('show the same figures', async () => {
    const report = await reportOf();
    const csv = await editor.get(`/reports/${campaignId}/csv`).expect(200);
    const records = parseCsv(csv.text, { bom: true, delimiter: ';' });
    const lines = await linesOfPdf();

    for (const { section, count, base, percent, allEvents } of report.measures) {
      const record = records.find((cells) => cells[0] === section) ?? [];
      const all = allEvents ? [String(allEvents.count), comma(allEvents.percent)] : ['', ''];
      expect(record.slice(3, 8)).toEqual([String(count), String(base), comma(percent), ...all]);

      const line = lines.find((text) => text.startsWith(`${section} ${record[1] ?? ''} `));
      const beside = allEvents ? ` ${allEvents.count} · ${comma(allEvents.percent)} %` : '';
      expect(line).toBe(`${section} ${record[1]} ${count} ${base} ${comma(percent)} %${beside}`);
    }
    for (const { domain, recipients, sent, measures } of report.domains) {
      const figures = MEASURE_KEYS.map((key) => measures[key]);
      expect(records.find(([name]) => name === domain)?.slice(1)).toEqual(
        [recipients, sent, ...figures.flatMap(({ count, percent }) => [count, comma(percent)])].map(String),
      );
      const shares = figures.map(({ percent }) => (percent === null ? '–' : `${comma(percent)} %`));
      expect(lines).toContain(`${domain} ${recipients} ${sent} ${shares.join(' ')}`);
    }
    for (const { url, uniqueClicks, totalClicks } of report.links) {
      expect(records.find(([name]) => name === url)?.slice(1, 3)).toEqual(
        [uniqueClicks, totalClicks].map(String),
      );
      expect(
        lines.some((text) =>
          new RegExp(`^https://example.org/\\S* ${uniqueClicks} ${totalClicks}$`).test(text),
        ),
      ).toBe(true);
    }
    for (const [name, count] of [
      ['Computador', 1],
      ['Teléfono', 1],
      ['Firefox', 1],
      ['Colombia', 2],
      ['Bogotá (Colombia)', 1],
      ['Desconocido', 1],
    ] as const) {
      const percent = comma(count * 50);
      expect(records).toContainEqual([name, String(count), percent, ...Array<string>(20).fill('')]);
      expect(lines).toContainEqual(expect.stringContaining(`${name} ${count} ${percent} %`));
    }
    expect(lines).toContainEqual(expect.stringContaining('12 candidatos = 3 excluidos + 9 destinatarios'));
  });

  test('the CSV is UTF-8 with BOM, RFC 4180, Spanish, and starts no formula', async () => {
    const { text, headers } = await editor.get(`/reports/${campaignId}/csv`).expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe(
      `attachment; filename="informe-boletin-n-1-odz-ninez-y-mas-2026-11-23.csv"; filename*=UTF-8''informe-bolet%C3%ADn-n-%C2%BA-1-%C5%82%C3%B3d%C5%BA-ni%C3%B1ez-y-m%C3%A1s-2026-11-23.csv`,
    );
    expect(text.startsWith('\ufeff"Informe de campaña";')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const records = parseCsv(text, { bom: true, delimiter: ';', relax_column_count: false });
    expect(records).toContainEqual([
      'Campaña',
      `'=Boletín n.º 1: Łódź, "niñez"; y más`,
      ...Array<string>(21).fill(''),
    ]);
    expect(records.map(([name, value]) => [name, value])).toEqual(
      expect.arrayContaining([
        ['Institución', 'Instituto de Educación'],
        ['Corte', '23 de noviembre de 2026, 16:05'],
        ['Zona horaria', 'America/Bogota, UTC-05:00'],
        ['6.2.6', 'Tasa de aperturas múltiples'],
        ['La suma cuadra', 'Sí'],
      ]),
    );
  });

  test('the CSV in English has commas and points', async () => {
    const { text } = await editor.get(`/reports/${campaignId}/csv?language=en`).expect(200);
    const records = parseCsv(text, { bom: true });
    expect(records.find(([section]) => section === '6.2.1')?.slice(1, 6)).toEqual([
      'Delivered',
      expect.any(String),
      '4',
      '7',
      '57.1',
    ]);
  });

  test.each(['es', 'en'])('the PDF in %s is one, private, under a name of its own', async (language) => {
    const { body, headers } = await editor
      .get(`/reports/${campaignId}/pdf?language=${language}&paper=A4`)
      .buffer(true)
      .parse(binary)
      .expect(200);
    expect((body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expect(headers['content-type']).toBe('application/pdf');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers['content-disposition']).toContain(
      language === 'es' ? 'filename="informe-' : 'filename="report-',
    );
  });

  test('a campaign without recipients gives a report of zeros and dashes', async () => {
    const id = await fixture.campaign({ name: '🎉' });
    const report = await reportOf(id);
    expect(report.measures.every(({ count, percent }) => count === 0 && percent === null)).toBe(true);
    const { text } = await editor.get(`/reports/${id}/csv`).expect(200);
    expect(text).not.toMatch(/NaN|undefined|null/);
    const { headers } = await editor.get(`/reports/${id}/pdf`).expect(200);
    expect(headers['content-disposition']).toBe(`attachment; filename="informe-${id}-2026-11-23.pdf"`);
    await fixture.removeCampaign(id);
  });
});

describe('asking again', () => {
  test('is answered 304 while no figure changed, however much time passed', async () => {
    const first = await editor.get(`/reports/${campaignId}`).expect(200);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    jest.spyOn(clock, 'now').mockReturnValue(new Date(CUT_OFF.getTime() + 60_000));
    const again = await editor
      .get(`/reports/${campaignId}`)
      .set('If-None-Match', first.headers.etag as string);
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('brings the new figures once one changed', async () => {
    const { headers } = await editor.get(`/reports/${campaignId}`).expect(200);
    const row = (await fixture.db('delivery').findOne({ where: { campaignId, status: 'deferred' } })) as {
      id: number;
    };
    await fixture.db('delivery').update({ where: { id: row.id }, data: { status: 'accepted' } });
    const { body } = await editor
      .get(`/reports/${campaignId}`)
      .set('If-None-Match', headers.etag as string)
      .expect(200);
    expect((body as { data: Report }).data.sent).toBe(8);
    await fixture.db('delivery').update({ where: { id: row.id }, data: { status: 'deferred' } });
  });
});

describe('the page of reports', () => {
  const summaries = async (query = '') =>
    (await editor.get(`/reports${query}`).expect(200)).body as {
      data: ReportSummary[];
      meta: { pagination: { total: number } };
    };

  test('shows campaigns that have started, newest first, with the figures of their reports', async () => {
    await fixture.campaign({ name: 'Draft', status: 'draft', startedAt: null });
    const newer = await fixture.campaign({
      name: 'Newer',
      status: 'paused',
      startedAt: '2026-11-22T13:00:00.000Z',
    });
    await fixture
      .db('delivery')
      .createMany({ data: [fixture.delivery(newer), fixture.delivery(newer, { status: 'pending' })] });

    const { data, meta } = await summaries();
    expect(data.map(({ campaignId: id }) => id)).toEqual([newer, campaignId]);
    expect(meta.pagination.total).toBe(2);
    expect(data[0]).toMatchObject({ status: 'paused', recipients: 2, sent: 1, delivered: { percent: 100 } });
    const { measures, sent, ledger: totals } = await reportOf();
    const figure = (key: string) => {
      const { count, base, percent } = measures.find((measure) => measure.key === key) ?? {};
      return { count, base, percent };
    };
    expect(data[1]).toMatchObject({
      recipients: totals.recipients,
      sent,
      delivered: figure('delivered'),
      softBounces: figure('softBounces'),
      hardBounces: figure('hardBounces'),
      uniqueOpens: figure('uniqueOpens'),
      uniqueClicks: figure('uniqueClicks'),
      unsubscribes: figure('unsubscribes'),
    });
    expect((await summaries('?search=BOLET')).data.map(({ campaignId: id }) => id)).toEqual([campaignId]);
    expect((await summaries('?pageSize=1&page=2')).data.map(({ campaignId: id }) => id)).toEqual([
      campaignId,
    ]);
    expect((await summaries('?sort=name:desc')).data.map(({ name }) => name[0])).toEqual(['N', '=']);
  });

  test('asks the ledger once, however many campaigns and rows there are', async () => {
    const asked: string[] = [];
    // What is in flight is the engine's own question, which it asks from time to time.
    const listen = ({ sql, bindings }: { sql: string; bindings: unknown[] }) =>
      void (sql.includes('mail_campaigns_deliveries') && !bindings.includes('in_flight') && asked.push(sql));
    app.strapi.db.connection.on('query', listen);
    await summaries();
    await reportOf();
    app.strapi.db.connection.off('query', listen);
    expect(asked).toHaveLength(2);
  });
});

describe('rights', () => {
  test.each(['', '/csv', '/pdf'])('nobody reads /reports/:id%s without signing in', async (suffix) => {
    await app.visitor.get(`/mail-campaigns/reports/${campaignId}${suffix}`).expect(401);
  });

  test('reading is one right, taking home another', async () => {
    const reader = await app.admin('reports.read');
    await reader.get('/reports').expect(200);
    await reader.get(`/reports/${campaignId}`).expect(200);
    await reader.get(`/reports/${campaignId}/csv`).expect(403);
    await reader.get(`/reports/${campaignId}/pdf`).expect(403);
    const exporter = await app.admin('reports.export');
    await exporter.get('/reports').expect(403);
    await exporter.get(`/reports/${campaignId}`).expect(403);
    await exporter.get(`/reports/${campaignId}/csv`).expect(200);
  });

  test.each([
    ['/reports/999999', 404, 'campaign-not-found'],
    ['/reports/999999/pdf', 404, 'campaign-not-found'],
    ['/reports/abc', 400, 'invalid-input'],
    ['/reports?status=sent', 400, 'invalid-input'],
    ['/reports/1/csv?separator=|', 400, 'invalid-input'],
    ['/reports/1/pdf?paper=A3', 400, 'invalid-input'],
  ])('GET %s is refused', async (path, status, code) => {
    const { body } = await editor.get(path).expect(status);
    expect((body as { error: { details: { code: string } } }).error.details.code).toBe(code);
  });
});
