import { startApp, type AdminClient, type TestApp } from '../support/app';
import { sendEveryMail, type EveryMail } from '../support/every-mail';
import { differences, everyTable } from '../support/every-table';
import { PUBLIC } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { listen, type Wire } from '../support/wire';

/**
 * Mail scanners, link previews and browsers that fetch ahead follow every link of an e-mail, by every method that a
 * GET could hide in. None of it may change what a person would mind; the whole database is compared.
 */

/** What an open or a click is: an event, and the figures that follow from it. */
const FIGURES = {
  mail_campaigns_events: 'table',
  mail_campaigns_deliveries: [
    'open_count',
    'click_count',
    'machine_open_count',
    'machine_click_count',
    'privacy_open_count',
    'first_opened_at',
    'first_clicked_at',
    'updated_at',
  ],
} as const;

const AHEAD: Record<string, string>[] = [
  {},
  { 'Sec-Purpose': 'prefetch' },
  { 'Sec-Purpose': 'prefetch;prerender' },
  { Purpose: 'prefetch' },
  { 'X-Moz': 'prefetch' },
  { 'X-Purpose': 'preview' },
  { 'X-HTTP-Method-Override': 'POST' },
  { 'X-HTTP-Method': 'DELETE' },
  { 'Content-Type': 'application/x-www-form-urlencoded', 'List-Unsubscribe': 'One-Click' },
];

/** What a form would send, in the URL. */
const PRETENDING = '?List-Unsubscribe=One-Click&scope=all&action=erase&email=x@example.org&_method=POST';

let app: TestApp;
let sink: SmtpSink;
let admin: AdminClient;
let wire: Wire;
let mail: EveryMail;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({ config: { smtp: sink.config, sending: { tickSeconds: 0.1 } } });
  wire = await listen(app);
  admin = await app.admin();
  mail = await sendEveryMail(app, admin, sink);
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});

/** Pages that a page links to: whoever fetches ahead may fetch those, too. */
async function linksOn(path: string): Promise<string[]> {
  const { text } = await wire.send(path);
  return [...text.matchAll(/<a[^>]* href="([^"]+)"/g)]
    .map(([, href = '']) => new URL(href.replaceAll('&amp;', '&'), wire.origin + path))
    .filter(({ origin }) => origin === wire.origin)
    .map(({ pathname, search }) => pathname + search);
}

test('the e-mails hold a link to every page that a link can lead to', () => {
  expect(Object.keys(mail.paths).sort()).toEqual(
    ['address', 'click', 'confirm', 'open', 'preferences', 'unsubscribe', 'view'].sort(),
  );
});

test('GET, HEAD and OPTIONS on every link of every e-mail, and on what stands behind it, change nothing but figures', async () => {
  const own = Object.values(mail.paths).flat();
  const behind = (await Promise.all(own.map(linksOn))).flat();
  expect(behind.some((path) => path.includes('/erase'))).toBe(true);
  const paths = [...new Set([...own, ...behind])];
  const events = async () => (await everyTable(app.strapi))['mail_campaigns_events'] ?? [];
  const noted = (await events()).length;
  const before = await everyTable(app.strapi, FIGURES);
  const mails = sink.mails.length;

  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    for (const path of [...paths, ...paths.map((path) => path.replace(/\?.*|$/, PRETENDING))]) {
      for (const headers of AHEAD) {
        const { status } = await wire.send(path, { method, headers });
        expect([200, 204, 302]).toContain(status);
      }
    }
  }
  expect(differences(before, await everyTable(app.strapi, FIGURES))).toEqual([]);
  expect(sink.mails).toHaveLength(mails);
  expect((await events()).length).toBeGreaterThan(noted);
});

test('a POST to a page that only shows something changes nothing', async () => {
  const before = await everyTable(app.strapi);
  for (const page of ['open', 'click', 'view']) {
    for (const path of mail.paths[page] ?? []) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        expect((await wire.send(path, { method })).status).toBe(405);
      }
    }
  }
  expect((await wire.send(`${PUBLIC}/forms/script.js`, { method: 'POST' })).status).toBe(405);
  expect(differences(before, await everyTable(app.strapi))).toEqual([]);
});
