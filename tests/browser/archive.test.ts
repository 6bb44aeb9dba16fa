import type { AddressInfo } from 'node:net';

import type { Browser, BrowserContextOptions } from 'playwright-core';

import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeInstitution } from '../support/institution';
import { preferenceTools } from '../support/preferences';
import { PUBLIC, tokens } from '../support/recipient';
import { SHIPPED_TEMPLATES } from '../../server/content/template/shipped';
import { freezeContent } from '../../server/content';
import { institutionOf } from '../../server/config';
import { launch } from './support/browser';

/** The archive and "view in the browser" as people meet them: nothing runs, whatever stands in a campaign. */

const SCRIPT = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
const EVIL = `<html lang="es"><head><title>x</title><base href="https://evil.example"><script>alert(3)</script></head>
  <body onload="alert(4)"><svg onload="alert(5)"><script>alert(6)</script></svg><iframe srcdoc="<script>alert(7)</script>"></iframe>
  <a id="link" href="java&#10;script:alert(8)">enlace</a><img src="data:image/png;base64,AAAA" onerror="alert(9)">
  <p>{{ contact.firstName }} · {{ campaign.subject }} · {{ campaign.name }}</p>
  <a id="leave" href="{{ links.unsubscribe }}">Darse de baja</a></body></html>`;

let app: TestApp;
let admin: AdminClient;
let browser: Browser;
let origin: string;
let listId: number;

const { reader } = preferenceTools(
  () => app,
  () => admin,
  () => listId,
);

beforeAll(async () => {
  app = await startApp();
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  const server = app.strapi.server.httpServer;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** A public campaign as it stands after the sending. @returns its id, and its path in the archive. */
async function published(
  html: string,
  subject: string,
  preheader = '',
): Promise<{ id: number; path: string }> {
  const campaigns = app.strapi.db.query('plugin::mail-campaigns.campaign');
  const { id, archiveId } = await campaigns.create({
    data: { name: `Nombre ${SCRIPT}`, timeZone: 'UTC', inArchive: true, status: 'draft', lists: [listId] },
  });
  const now = new Date('2026-05-04T15:00:00Z');
  await app.strapi.db
    .getConnection('mail_campaigns_campaigns')
    .where({ id })
    .update({ status: 'sent', started_at: now, frozen_at: now });
  await app.strapi.db.query('plugin::mail-campaigns.frozen-content').create({
    data: {
      ...{ campaignId: id, subject, preheader, html, text: '', fromName: 'I', fromAddress: 'i@example.org' },
      options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
      ...{ candidates: 0, createdAt: now },
    },
  });
  return { id, path: `${PUBLIC}/archive/${archiveId}` };
}

/** A page that keeps what it complains of, and which other hosts it asks. */
async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'es-CO', ...options });
  const page = await context.newPage();
  const alarms: string[] = [];
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    alarms.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => alarms.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) asked.push(request.url());
  });
  await page.goto(origin + path);
  return { context, page, alarms, asked };
}

/** Whether a script that gets into the page runs, whichever way it comes. */
const runs = () => {
  const script = document.createElement('script');
  script.textContent = 'document.title = "ran"';
  document.body.append(script);
  const link = document.createElement('a');
  link.href = 'javascript:document.title = "ran"';
  document.body.append(link);
  link.click();
  const image = document.createElement('div');
  image.innerHTML = '<img src="data:," onerror="document.title = \'ran\'">';
  document.body.append(image);
};

test.each(['archive', 'view'] as const)(
  'nothing runs in the %s, whatever the campaign holds',
  async (where) => {
    const campaign = await published(EVIL, `Asunto ${SCRIPT}`, SCRIPT);
    const person = await reader();
    await app.strapi.db
      .getConnection('mail_campaigns_deliveries')
      .where({ id: person.deliveryId })
      .update({ campaign_id: campaign.id });
    const path =
      where === 'archive' ? campaign.path : `${PUBLIC}/view/${tokens.sign('view', person.deliveryId)}`;
    const { context, page, alarms, asked } = await open(path);
    await page.locator('#link').click();
    await page.waitForLoadState();
    expect(await page.locator('p').last().textContent()).toContain(SCRIPT);
    expect(await page.locator('script, iframe, svg, base, [onload], [onerror]').count()).toBe(0);
    const title = await page.title();
    await page.evaluate(runs);
    expect(await page.title()).toBe(title);
    expect(alarms).toEqual([]);
    expect(asked).toEqual([]);
    await context.close();
  },
);

test('who reads their e-mail in the browser can leave from there', async () => {
  const campaign = await published(EVIL, 'Asunto');
  const person = await reader();
  await app.strapi.db
    .getConnection('mail_campaigns_deliveries')
    .where({ id: person.deliveryId })
    .update({ campaign_id: campaign.id });
  const { context, page } = await open(`${PUBLIC}/view/${tokens.sign('view', person.deliveryId)}`);
  const leave = await page.locator('#leave').getAttribute('href');
  // The links name the public address, which is not that of this test.
  await page.evaluate(
    ([to, here]) =>
      document.querySelector('#leave')?.setAttribute('href', here + new URL(String(to)).pathname),
    [leave, origin],
  );
  await page.locator('#leave').click();
  await page.locator('button').first().click();
  await page.waitForLoadState();
  const { status } = await app.strapi.db
    .query('plugin::mail-campaigns.subscription')
    .findOne({ where: { contactId: person.contactId, listId } });
  expect(status).toBe('unsubscribed');
  await context.close();
});

test('the list and a campaign fit a telephone, and lead to each other', async () => {
  const institution = await institutionOf(app.strapi);
  const [bulletin] = SHIPPED_TEMPLATES;
  const { html } = await freezeContent({
    mjml: bulletin?.mjml ?? '',
    subject: '',
    preheader: '',
    options: { viewInBrowser: true, unsubscribeLink: true, trackClicks: false },
    institution,
    language: 'es',
  });
  await published(
    html,
    'La escuela también investiga: doce relatos',
    'Dos convocatorias y las fechas del semestre',
  );
  const { context, page, alarms, asked } = await open(`${PUBLIC}/archive`, {
    viewport: { width: 320, height: 640 },
    javaScriptEnabled: false,
  });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(320);
  const href = await page
    .getByRole('link', { name: 'La escuela también investiga: doce relatos' })
    .getAttribute('href');
  await page.goto(origin + href);
  expect(await width()).toBeLessThanOrEqual(320);
  expect(await page.getByRole('link', { name: 'Todos los correos' }).isVisible()).toBe(true);
  expect(alarms).toEqual([]);
  expect(asked).toEqual([]);
  await context.close();
});
