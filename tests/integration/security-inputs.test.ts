import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { ledgerOf } from '../../server/ledger';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { differences, everyTable } from '../support/every-table';
import { formTime } from '../support/forms';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { ADDRESS_PAYLOADS, CANARY, SQL_PAYLOADS } from '../support/payloads';
import { PUBLIC, tokens } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

/** An address is one address, a text is a text, and nothing is fetched that somebody names. */

let app: TestApp;
let sink: SmtpSink;
let admin: AdminClient;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: { smtp: sink.config, sending: { tickSeconds: 0.1 }, subscribe: { perIpPerHour: 10_000 } },
  });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});
beforeEach(() => {
  sink.mails.length = 0;
});

const mjml = (text: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section></mj-body></mjml>`;
async function send(campaignId: number): Promise<void> {
  await admin.post(`/campaigns/${campaignId}/send`).expect(200);
  await waitFor('the campaign to be sent', async () => {
    const { body } = await admin.get(`/campaigns/${campaignId}`);
    return body.data.status === 'sent';
  });
}

describe('an address is one address', () => {
  test('whatever is sent to, on every way in, is refused or is exactly what is stored', async () => {
    const draft = await makeCampaign(admin, listId);
    const [contactId] = await addContacts(admin, listId, ['dueña@personas.example']);
    for (const email of ADDRESS_PAYLOADS) {
      await admin.post('/contacts', { email }).expect(400);
      await admin.put(`/contacts/${contactId}`, { email }).expect(400);
      await admin.post(`/campaigns/${draft}/test`, { addresses: [email] }).expect(400);
      await admin.post('/senders', { fromName: 'x', fromAddress: email }).expect(400);
      if (email) await admin.post('/campaigns', { name: 'x', fromAddress: email }).expect(400);
      await admin.post('/campaigns', { name: 'x', replyTo: email }).expect(400);
      const answer = await app.visitor
        .post(`${PUBLIC}/subscribe`)
        .send({ email, lists: ['boletin'], time: await formTime(app) });
      expect(answer.status).toBe(400);
      await expect(
        app.strapi.db.query('plugin::mail-campaigns.contact').create({ data: { email } }),
      ).rejects.toThrow();
    }
    // A NUL makes the file one of bytes, refused as such.
    const cells = ADDRESS_PAYLOADS.filter((email) => !email.includes('\0'));
    const file = `correo;nombre\n${cells.map((email) => `"${email.replaceAll('"', '""')}";x\n`).join('')}`;
    const { body } = await app.visitor
      .post('/mail-campaigns/imports')
      .set('Authorization', `Bearer ${admin.token}`)
      .attach('file', Buffer.from(file), 'direcciones.csv')
      .expect(201);
    const { id, columns } = body.data;
    const targets = columns.map(({ target }: { target: string }) => target);
    await admin
      .post(`/imports/${id}/start`, {
        targets,
        listIds: [listId],
        updateExisting: true,
        consentNote: 'Signed',
      })
      .expect(202);
    await waitFor('the import to end', async () => {
      const run = (await admin.get(`/imports/${id}`)).body.data;
      return run.status === 'done' && run;
    });
    expect((await admin.get(`/imports/${id}`)).body.data).toMatchObject({ created: 0, updated: 0 });
    await backgroundOf(app.strapi).drain();
    expect(sink.mails).toEqual([]);
  });

  test('strange ones that are one reach exactly that one on the wire', async () => {
    const emails = [
      '=?utf-8?q?victima=40victimas.example=3e?=@x.example',
      "o'hara+boletin@x.example",
      'a%victimas.example@x.example',
      'victimas.example!victima@x.example',
      '{{contact.email}}@x.example',
      '$(id)@x.example',
      '--help@x.example',
    ];
    const { body } = await admin.post('/lists', { name: 'Raras', optIn: 'single', visibility: 'private' });
    const accepted: string[] = [];
    for (const email of emails) {
      const answer = await admin.post('/contacts', { email, listIds: [body.data.id], consentNote: 'Signed' });
      if (answer.status === 201) accepted.push(answer.body.data.email);
    }
    expect(accepted.length).toBeGreaterThan(4);
    const id = await makeCampaign(admin, body.data.id);
    await send(id);
    const rows = await app.strapi.db
      .query('plugin::mail-campaigns.delivery')
      .findMany({ where: { campaignId: id } });
    expect(sink.mails.map(({ to }) => to).sort()).toEqual(accepted.map((email) => [email]).sort());
    expect(rows.map(({ address }: { address: string }) => address).sort()).toEqual([...accepted].sort());
  });
});

test('an object where a text belongs is refused, whatever it names: a file, a URL', async () => {
  const campaignId = await makeCampaign(admin, listId);
  const settings = (await admin.get('/settings')).body.data.institution;
  const full = (await admin.get(`/campaigns/${campaignId}`)).body.data;
  const campaign = Object.fromEntries(
    ['name', 'subject', 'preheader', 'fromName', 'fromAddress', 'mjml', 'timeZone'].map((key) => [
      key,
      full[key],
    ]),
  );
  const bodies: ['post' | 'put', string, Record<string, unknown>][] = [
    ['post', '/campaigns', campaign],
    ['post', `/campaigns/${campaignId}/test`, { addresses: 'x' }],
    ['post', '/content/preview', { mjml: mjml('x'), subject: 'x', preheader: 'x' }],
    ['post', '/templates', { name: 'x', description: 'x', mjml: mjml('x') }],
    [
      'post',
      '/senders',
      { fromName: 'x', fromAddress: 'y@instituto.example', replyTo: 'z@instituto.example' },
    ],
    ['post', '/lists', { name: 'x', description: 'x' }],
    ['post', '/contacts', { email: 'x@y.example', firstName: 'x', lastName: 'x' }],
    ['put', '/settings', settings],
  ];
  for (const [method, url, body] of bodies) {
    const texts = Object.entries(body).filter(([, value]) => typeof value === 'string');
    expect(texts.length).toBeGreaterThan(0);
    for (const [key] of texts) {
      for (const evil of [{ path: '/etc/passwd' }, { href: 'http://127.0.0.1/' }, ['x'], { toString: 'x' }]) {
        const answer = await admin[method](url, { ...body, [key]: evil });
        expect([url, key, answer.status]).toEqual([url, key, 400]);
      }
    }
  }
  expect(sink.mails).toEqual([]);
});

const LISTS = ['/contacts', '/lists', '/templates', '/campaigns', '/imports', '/forms', '/reports'];
const OTHERS = ['page', 'pageSize', 'status', 'listId', 'language', 'suppressed', 'separator'];
const query = (path: string, fields: Record<string, string>) =>
  `${path}?${new URLSearchParams(fields).toString()}`;

test('sorts, pages, filters and ids take only what they know', async () => {
  const paths = [...LISTS, `/campaigns/${await makeCampaign(admin, listId)}/deliveries`, '/contacts/export'];
  const before = await everyTable(app.strapi);
  for (const [index, value] of SQL_PAYLOADS.entries()) {
    for (const [place, path] of paths.entries()) {
      const other = OTHERS[(index + place) % OTHERS.length] as string;
      for (const [name, given] of [
        ['sort', `email:asc,${value}`],
        [other, value],
      ] as const) {
        const { status } = await admin.get(query(path, { [name]: given }));
        expect([path, name, value, status]).toEqual([path, name, value, 400]);
      }
    }
    const id = encodeURIComponent(value);
    for (const path of [
      '/contacts',
      '/lists',
      '/templates',
      '/campaigns',
      '/imports',
      '/forms',
      '/reports',
    ]) {
      const { status } = await admin.get(`${path}/${id}`);
      expect([path, value, [400, 404].includes(status) ? 'refused' : status]).toEqual([
        path,
        value,
        'refused',
      ]);
    }
    await admin.post('/contacts/bulk', { action: 'delete', ids: [value] }).expect(400);
  }
  expect(differences(before, await everyTable(app.strapi))).toEqual([]);
});

describe('nothing is fetched that somebody names', () => {
  let folder: string;
  let file: string;
  let canary: http.Server;
  let origin: string;
  const asked: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-secret-'));
    file = path.join(folder, 'secret.mjml');
    writeFileSync(file, `<mj-text>${CANARY}</mj-text>`);
    canary = http.createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(CANARY);
    });
    canary.on('connection', () => asked.push('connection'));
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((resolve) => canary.close(resolve));
    rmSync(folder, { recursive: true });
  });

  test('mj-include reads no file and no URL, wherever it stands and however it is written', async () => {
    const includes = [
      `<mj-include path="${file}" />`,
      `<mj-include path="file://${file}" />`,
      `<mj-include path="../../../../../../../..${file}" />`,
      `<mj-include path="${file}" type="html" />`,
      `<mj-include path="${file}" type="css" css-inline="inline" />`,
      `<mj-include path="${origin}/include" />`,
      `<MJ-INCLUDE PATH="${file}"></MJ-INCLUDE>`,
      `<mj-raw><mj-include path="${file}" /></mj-raw>`,
      `<!-- <mj-include path="${file}" /> -->`,
      `{% include "${file}" %}`,
      `{% render "${file}" %}`,
    ];
    for (const include of includes) {
      const sources = [
        mjml(`x</mj-text>${include}<mj-text>`),
        `<mjml><mj-head>${include}</mj-head><mj-body></mj-body></mjml>`,
        `<mjml><mj-body>${include}</mj-body></mjml>`,
        `<mjml>${include}</mjml>`,
      ];
      for (const source of sources) {
        const answer = await admin.post('/content/preview', { mjml: source });
        expect(answer.text).not.toContain(CANARY);
      }
    }
    expect(asked).toEqual([]);
  });

  test('images, fonts, styles and logos are links for the reader: compiling, sending, viewing and reporting ask nobody', async () => {
    const source = `<mjml><mj-head>
        <mj-font name="Own" href="${origin}/font.css" />
        <mj-style>@import url("${origin}/style.css"); .a{background:url(${origin}/bg.png)}</mj-style>
        <mj-style inline="inline">.b{background:url(${origin}/inline.png)}</mj-style>
      </mj-head><mj-body><mj-section background-url="${origin}/section.png"><mj-column>
        <mj-image src="${origin}/image.png" />
        <mj-text font-family="Own"><img src="${origin}/inner.png" alt="" /><a href="${origin}/link">x</a></mj-text>
      </mj-column></mj-section></mj-body></mjml>`;
    const settings = (await admin.get('/settings')).body.data.institution;
    await admin.put('/settings', { ...settings, websiteUrl: `${origin}/site` }).expect(200);
    await admin.post('/content/preview', { mjml: source }).expect(200);
    const { body } = await admin.post('/lists', { name: 'Imágenes', optIn: 'single', visibility: 'private' });
    const [contactId = 0] = await addContacts(admin, body.data.id, ['imagen@personas.example']);
    const id = await makeCampaign(admin, body.data.id, { mjml: source });
    await admin.post(`/campaigns/${id}/test`, { addresses: ['prueba@instituto.example'] }).expect(200);
    await send(id);
    expect(sink.mails).toHaveLength(2);
    const [row] = await ledgerOf(app.strapi).rowsOf(contactId);
    const view = await app.visitor.get(`${PUBLIC}/view/${tokens.sign('view', row?.id ?? 0)}`).expect(200);
    expect(view.text).toContain(`${origin}/image.png`);
    const click = await app.visitor.get(`${PUBLIC}/click/${tokens.sign('click', row?.id ?? 0, 0)}`);
    expect(click.headers.location).toBe(`${origin}/link`);
    await app.visitor.get(`${PUBLIC}/subscribe`).expect(200);
    await admin.get(`/reports/${id}/pdf`).expect(200);
    await admin.get(`/reports/${id}/csv`).expect(200);
    expect(asked).toEqual([]);
    await admin.put('/settings', settings);
  });
});
