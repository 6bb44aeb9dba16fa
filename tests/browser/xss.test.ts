import { readFileSync } from 'node:fs';
import path from 'node:path';

import { simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';

import { emptyDefinition, FORM_TEXTS } from '../../contracts';
import { backgroundOf } from '../../server/pages/background';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeInstitution } from '../support/institution';
import { SCRIPT_PAYLOADS } from '../support/payloads';
import { preferenceTools } from '../support/preferences';
import { PUBLIC } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';
import { listen, type Wire } from '../support/wire';
import { launch } from './support/browser';

/**
 * Stored and reflected scripts through every field that a stranger, a subscriber or an editor fills in, in a browser that
 * ignores our policy: the pages must be right without it. Where somebody else's HTML is shown, the policy must hold.
 */

let app: TestApp;
let admin: AdminClient;
let sink: SmtpSink;
let wire: Wire;
let browser: Browser;
let listId: number;
let formId: number;
let formName: string;

const { reader, urlOutside } = preferenceTools(
  () => app,
  () => admin,
  () => listId,
);

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({ config: { smtp: sink.config, subscribe: { perIpPerHour: 10_000 } } });
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  const { body } = await admin.get('/forms');
  ({ id: formId, name: formName } = body.data[0]);
  wire = await listen(app);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await sink?.stop();
});

interface Watched {
  page: Page;
  /** What ran, or tried to. */
  ran: string[];
  close(): Promise<void>;
}

/** A window that tells of dialogs, errors and requests to anywhere else. */
async function open({ bypassCSP = true } = {}): Promise<Watched> {
  const context = await browser.newContext({ bypassCSP, locale: 'es-CO' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.route('**/favicon.ico', (route) => route.abort());
  const ran: string[] = [];
  // A dialog that opens while its window navigates or closes takes some Chromiums down: it is told of, never opened.
  await page.exposeFunction('tellOfDialog', (message: string) => ran.push(`dialog ${message}`));
  await page.addInitScript(() => {
    const tell = (window as unknown as { tellOfDialog(message: string): void }).tellOfDialog;
    for (const name of ['alert', 'confirm', 'prompt'] as const)
      Object.defineProperty(window, name, { value: (message: unknown) => tell(String(message)) });
  });
  page.on('pageerror', (error) => ran.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(wire.origin)) ran.push(request.url());
  });
  return { page, ran, close: () => context.close() };
}

/** Elements, handlers and addresses that none of our pages has. */
const foreignOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('*')).flatMap((element) => {
      const isForeign = /^(script|img|iframe|object|embed|base)$/i.test(element.tagName);
      const attributes = Array.from(element.attributes)
        .filter(({ name, value }) => /^(on|srcdoc|autofocus$)/i.test(name) || /^\s*javascript:/i.test(value))
        .filter(({ name }) => !(name === 'autofocus' && element.getAttribute('role')))
        // What somebody wrote stands in the field again.
        .filter(({ name }) => name !== 'value');
      return [
        ...(isForeign ? [element.outerHTML] : []),
        ...attributes.map(({ name, value }) => `${name}=${value}`),
      ];
    }),
  );

const settled = () => backgroundOf(app.strapi).drain();

/** Writes the payload wherever an editor can write something that other people see. */
async function fillIn(payload: string): Promise<void> {
  const { institution } = (await admin.get('/settings')).body.data;
  await admin.put('/settings', { ...institution, name: payload, postalAddress: payload }).expect(200);
  const list = { name: `Lista ${payload}`, description: payload, optIn: 'double', visibility: 'public' };
  await admin.put(`/lists/${listId}`, { ...list, offersFrequency: true }).expect(200);
  const words = Object.fromEntries(FORM_TEXTS.map((name) => [name, payload]));
  const definition = {
    ...emptyDefinition(),
    fields: [
      { key: 'firstName', use: 'optional', labels: { es: payload.slice(0, 120), en: payload.slice(0, 120) } },
    ],
    texts: { es: words, en: words },
    welcome: true,
  };
  await admin.put(`/forms/${formId}`, { name: formName, definition }).expect(200);
  const { pages } = (await admin.get('/public-pages')).body.data;
  await admin.put('/public-pages', { ...pages, footnote: { es: payload, en: payload } }).expect(200);
}

async function expectHarmless({ page, ran }: Watched): Promise<void> {
  expect(await foreignOn(page)).toEqual([]);
  expect(ran).toEqual([]);
}

test.each(SCRIPT_PAYLOADS)('%s', async (payload) => {
  await fillIn(payload);
  sink.mails.length = 0;
  const window = await open();
  const { page } = window;

  // A visitor writes it into the form, too, and into the URL.
  const query = new URLSearchParams({ list: payload, lang: payload, [payload]: payload });
  await page.goto(`${wire.origin}${PUBLIC}/subscribe?${query}`);
  await expectHarmless(window);
  await page.locator('input[name=email]').evaluate((field, value) => {
    (field as HTMLInputElement).type = 'text';
    (field as HTMLInputElement).value = value;
  }, payload);
  await page.locator('#firstName').fill(payload);
  await page.locator('form').evaluate((form) => (form as HTMLFormElement).submit());
  await page.locator('[role=alert]').waitFor();
  expect(await page.locator('input[name=email]').inputValue()).toBe(payload);
  await expectHarmless(window);

  await page.locator('input[name=email]').fill(`x${SCRIPT_PAYLOADS.indexOf(payload)}@xss.example`);
  for (const choice of await page.locator('input[name=lists]').all()) await choice.check();
  await page.locator('button[type=submit]').click();
  await page.getByText('Revise su correo').waitFor();
  await expectHarmless(window);
  await settled();

  // The confirmation and the welcome, as mail programs show them, and the pages that they lead to.
  const confirmation = await simpleParser(sink.mails[0]?.raw ?? '');
  await page.goto(`${wire.origin}${PUBLIC}/confirm/${/confirm\/(\S+)/.exec(confirmation.text ?? '')?.[1]}`);
  await expectHarmless(window);
  await page.locator('button[type=submit]').click();
  await page.locator('.names').waitFor();
  await expectHarmless(window);
  await settled();
  expect(sink.mails).toHaveLength(2);
  for (const { raw } of sink.mails) {
    await page.setContent(String((await simpleParser(raw)).html));
    await expectHarmless(window);
  }

  // Somebody subscribed, named by an editor, looks at the preferences, leaves and says why.
  const person = await reader();
  const names = { firstName: payload, lastName: payload, attributes: { nota: payload } };
  await admin.put(`/contacts/${person.contactId}`, { email: person.email, ...names }).expect(200);
  for (const url of [person.url, `${person.url}/erase`, urlOutside(person.contactId, person.email)]) {
    await page.goto(wire.origin + url);
    await expectHarmless(window);
  }
  await page.goto(wire.origin + person.unsubscribeUrl);
  await expectHarmless(window);
  await page.locator('button[value=list]').click();
  await page.locator('textarea').fill(payload);
  await page.locator('button[value=reason]').click();
  await page.getByText('Gracias por decírnoslo').waitFor();
  await expectHarmless(window);

  // Paths that are none.
  for (const url of [
    `${PUBLIC}/view/${encodeURIComponent(payload)}`,
    `${PUBLIC}/subscribe/${encodeURIComponent(payload)}`,
  ]) {
    await page.goto(wire.origin + url);
    await expectHarmless(window);
  }
  await window.close();
});

test('what is no page is no page for a browser either: definitions, downloads, the image, the script', async () => {
  await fillIn(SCRIPT_PAYLOADS[0]);
  const person = await reader();
  const [definition, file, script] = [
    await wire.send(`${PUBLIC}/forms/default`, { headers: { Accept: 'text/html' } }),
    await wire.form(person.url, { action: 'download', format: 'json' }),
    await wire.send(`${PUBLIC}/forms/script.js`),
  ];
  for (const [{ headers }, type] of [
    [definition, 'application/json'],
    [file, 'application/json'],
    [script, 'text/javascript'],
  ] as const) {
    expect(headers['content-type']).toContain(type);
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
  expect(file.headers['content-disposition']).toMatch(/^attachment;/);
});

test('the preview in the panel: what its frame is given runs nothing, submits nothing, leads nowhere', async () => {
  const source = readFileSync(path.join(__dirname, '../../admin/components/ScaledFrame.tsx'), 'utf8');
  const sandbox = /<iframe[^>]*\ssandbox="([^"]*)"/.exec(source)?.[1];
  expect(sandbox).toBe('');
  const evil = `<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/"><script>parent.alert(1)</script></head>
    <body onload="top.alert(2)"><form action="https://evil.example/"><input name="x"><button id="send">x</button></form>
    <a id="top" target="_top" href="https://evil.example/">x</a><a id="js" href="javascript:top.alert(3)">x</a>
    ${SCRIPT_PAYLOADS.join('\n')}</body></html>`;
  const show = async (frameSandbox: string) => {
    const window = await open();
    await window.page.route('**/panel', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<title>panel</title><iframe sandbox="${frameSandbox}"></iframe>`,
      }),
    );
    await window.page.goto(`${wire.origin}/panel`);
    await window.page
      .locator('iframe')
      .evaluate((frame, html) => ((frame as HTMLIFrameElement).srcdoc = html), evil);
    return window;
  };
  // With more rights the same HTML does run: the page is as evil as it looks.
  const control = await show('allow-scripts allow-same-origin allow-modals');
  await waitFor('something to run', () => control.ran.some((what) => what.startsWith('dialog')));
  await control.close();

  const { page, ran, close } = await show(sandbox ?? 'missing');
  const frame = page.frameLocator('iframe');
  await frame.locator('#send').waitFor({ state: 'attached' });
  for (const id of ['#send', '#top', '#js']) {
    await frame.locator(id).dispatchEvent('click');
    await frame.locator(id).click({ force: true, noWaitAfter: true });
  }
  expect(page.url()).toBe(`${wire.origin}/panel`);
  expect(ran.filter((what) => /^dialog|evil\.example/.test(what))).toEqual([]);
  await close();
});
