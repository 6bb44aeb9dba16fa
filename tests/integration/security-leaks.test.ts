import { Writable } from 'node:stream';

import { simpleParser } from 'mailparser';
import winston from 'winston';

import { consentOf } from '../../server/consent';
import { backgroundOf } from '../../server/pages/background';
import { startApp, TEST_SECRET, type AdminClient, type TestApp } from '../support/app';
import { sendEveryMail, urlsIn, type EveryMail } from '../support/every-mail';
import { formTime } from '../support/forms';
import { PUBLIC } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { listen, type Wire } from '../support/wire';

/**
 * A whole day of the plugin with everything logged that Strapi and the plugin log: no address, no token and no secret in
 * a line, none in a URL or a header where others read it, and no secret in what the panel is shown.
 */

const SMTP_PASSWORD = 'secreto-del-relay';
const CHALLENGE_SECRET = 'secreto-del-desafio';
const PEOPLE = 'personas.example';

let app: TestApp;
let sink: SmtpSink;
let admin: AdminClient;
let wire: Wire;
let mail: EveryMail;
const lines: string[] = [];

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: {
      smtp: { ...sink.config },
      transports: {
        other: { ...sink.config, port: 1, user: 'usuario', password: SMTP_PASSWORD },
      },
      subscribe: {
        challenge: {
          provider: 'hcaptcha',
          siteKey: 'site',
          secret: CHALLENGE_SECRET,
          verifyUrl: 'http://127.0.0.1:9/',
        },
      },
      sending: { tickSeconds: 0.1 },
    },
  });
  const log = app.strapi.log;
  log.clear();
  log.level = 'silly';
  log.add(
    new winston.transports.Stream({
      level: 'silly',
      format: winston.format.printf(({ message }) => String(message)),
      stream: new Writable({
        write(chunk: Buffer, _encoding, done) {
          // The transport ends an entry with one line end of its own.
          lines.push(chunk.toString().replace(/\n$/, ''));
          done();
        },
      }),
    }),
  );
  wire = await listen(app);
  admin = await app.admin();
  mail = await sendEveryMail(app, admin, sink);
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});

afterEach(() => jest.restoreAllMocks());

const tokensOf = (path: string): string[] => path.split('/').filter((part) => /~[0-9a-f]{32}$/.test(part));

test('the e-mails name nobody but in To: no address in a URL, a Message-ID, a Feedback-ID or an envelope sender', async () => {
  expect(sink.mails.length).toBeGreaterThan(4);
  for (const { raw, from, to } of sink.mails) {
    const parsed = await simpleParser(raw);
    const [address = ''] = to;
    const local = address.split('@')[0] ?? '';
    for (const url of urlsIn(parsed)) {
      expect(url).not.toContain(local);
      expect(url).not.toContain(consentOf(app.strapi).addressHash(address));
      expect(decodeURIComponent(url)).not.toContain('@');
      expect(url).not.toContain(Buffer.from(address).toString('base64').replace(/=+$/, ''));
    }
    expect(from).not.toContain(local);
    const others = parsed.headerLines.filter(({ key }) => key !== 'to').map(({ line }) => line);
    expect(others.join('\n')).not.toContain(local);
  }
});

test('nothing that was logged names an address, a token or a secret, whatever was asked for and whatever failed', async () => {
  const evil = '\r\n[2026-01-01 00:00:00.000] error: todo está bien \u001b[2J';
  for (const path of Object.values(mail.paths).flat()) {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST']) {
      await wire.send(path, {
        method,
        headers: { 'User-Agent': 'curl/8.5.0', Referer: `https://${PEOPLE}/` },
      });
    }
    await wire.send(`${path.replaceAll('~', '%7E')}?next=${path}`);
    await wire.send(path.toUpperCase());
  }
  const time = await formTime(app);
  sink.answer = (address) => ({
    code: 550,
    text: `5.1.1 <${address}> unknown, says${evil.replace(/[\r\n]/g, ' ')}`,
  });
  for (const email of [`nueva1@${PEOPLE}`, `nueva2@${PEOPLE}${evil}`, `${evil}nueva3@${PEOPLE}`]) {
    await wire.send(`${PUBLIC}/subscribe`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, firstName: evil, lists: ['boletin'], time }),
    });
  }
  await backgroundOf(app.strapi).drain();
  sink.answer = () => null;
  await wire.send(`${PUBLIC}/subscribe/${encodeURIComponent(evil)}`);
  await admin.get(`/contacts?search=${encodeURIComponent(`lectora@${PEOPLE}`)}`).expect(200);
  await admin.post(`/sending/transports/other/verify`);
  await admin.get('/settings').expect(200);

  // A database that fails on the way of a visitor's data.
  const { connection } = app.strapi.db;
  const broken = jest.spyOn(app.strapi.db, 'getConnection').mockImplementation(() => {
    throw Object.assign(new Error(`insert into x values ('lectora@${PEOPLE}')`), { code: 'SQLITE_ERROR' });
  });
  for (const path of Object.values(mail.paths).flat()) {
    const { status, text } = await wire.send(path);
    // The pixel is always the image, and a link may still be known.
    expect([path, status]).toEqual([path, /\/(open|click)\//.test(path) ? expect.any(Number) : 500]);
    if (status === 500) expect(text).toContain('Algo salió mal');
  }
  broken.mockRestore();
  expect(app.strapi.db.connection).toBe(connection);

  expect(lines.filter((line) => / \(\d+ ms\) \d{3}$/.test(line)).length).toBeGreaterThan(50);
  expect(lines.filter((line) => line.includes('[mail-campaigns]')).length).toBeGreaterThan(3);
  expect(lines.filter((line) => /@personas|%40personas|@instituto\.example|~|%7e/i.test(line))).toEqual([]);
  const tokens = Object.values(mail.paths).flat().flatMap(tokensOf);
  for (const secret of [...tokens, TEST_SECRET, SMTP_PASSWORD, CHALLENGE_SECRET, admin.token]) {
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
  for (const line of lines) {
    // eslint-disable-next-line no-control-regex -- what could end a line or command a terminal
    expect(line.replace(/\u001b\[\d+m/g, '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028]/);
    expect(line).not.toMatch(/^\[2026-01-01/m);
  }
});

test('the panel is shown that there are secrets, and none of them', async () => {
  for (const path of ['/settings', '/sending/transports', '/sending/rules', '/senders', '/sending/live']) {
    const { text, status } = await admin.get(path);
    expect(status).toBe(200);
    for (const secret of [TEST_SECRET, SMTP_PASSWORD, CHALLENGE_SECRET, 'BEGIN PRIVATE KEY']) {
      expect(text).not.toContain(secret);
    }
  }
});

test('every public answer tells nobody where it came from, is kept by nobody, found by nobody, framed by nobody', async () => {
  const pages = [...Object.values(mail.paths).flat(), `${PUBLIC}/subscribe`, `${PUBLIC}/forms/default`];
  for (const path of pages) {
    for (const url of path.includes('~') ? [path, `${path}0`] : [path]) {
      const { headers } = await wire.send(url);
      expect(headers).toMatchObject({
        'referrer-policy': 'no-referrer',
        'cache-control': expect.stringContaining('no-store'),
        'x-robots-tag': 'noindex, nofollow',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
      expect(headers['set-cookie']).toBeUndefined();
    }
  }
});
