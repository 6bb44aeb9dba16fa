import type { AddressInfo } from 'node:net';

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

import { startApp, type AdminClient, type TestApp } from '../support/app';
import { makeInstitution } from '../support/institution';
import { preferenceTools } from '../support/preferences';
import { launch } from './support/browser';

/** The preference page as people meet it: narrow, by keyboard, without script, in the dark, on paper. */

const SCRIPT = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

let app: TestApp;
let admin: AdminClient;
let browser: Browser;
let origin: string;
let listId: number;

const { reader, preferences } = preferenceTools(
  () => app,
  () => admin,
  () => listId,
);

beforeAll(async () => {
  app = await startApp();
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  const settings = { optIn: 'double', visibility: 'public' };
  await admin.put(`/lists/${listId}`, { ...settings, name: 'Boletín', offersFrequency: true });
  await admin.post('/lists', { ...settings, name: 'Convocatorias', description: 'Larga '.repeat(60) });
  await admin.post('/lists', { ...settings, name: `Mala ${SCRIPT}`, description: SCRIPT });
  const server = app.strapi.server.httpServer;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Opens the page of somebody new; keeps what the browser complains of, a dialog included. */
async function open(options: BrowserContextOptions = {}) {
  const person = await reader();
  const context = await browser.newContext({
    viewport: { width: 320, height: 640 },
    locale: 'es-CO',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(origin + person.url);
  return { person, page, complaints };
}

/** Goes on by Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target.toString()} cannot be reached by keyboard`);
}

const widest = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

test('by keyboard alone, without script, on a narrow screen', async () => {
  const { person, page, complaints } = await open({ javaScriptEnabled: false });
  expect(await widest(page)).toBe(320);
  await tabTo(page, page.locator('input[name=lists]').nth(1));
  await page.keyboard.press('Space');
  await tabTo(page, page.locator('#firstName'));
  await page.keyboard.type(' María');
  await tabTo(page, page.locator('button[value=save]'));
  await page.keyboard.press('Enter');
  await page.getByText('Desde ahora recibirá: Convocatorias.').waitFor();
  expect(await preferences(person)).toMatchObject({
    lists: [{ status: 'confirmed' }, { status: 'confirmed' }, {}],
  });

  await tabTo(page, page.locator('summary').nth(1));
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('button[value=pause]'));
  await page.keyboard.press('Enter');
  await page.getByText('Sus correos están en pausa').waitFor();
  expect((await preferences(person))?.pausedUntil).toBeInstanceOf(Date);
  expect(await widest(page)).toBe(320);
  expect(complaints).toEqual([]);
});

test('how often is asked of the lists that one is on', async () => {
  const { page } = await open();
  const frequency = page.locator(`select[name=frequency-${listId}]`);
  expect(await frequency.isVisible()).toBe(true);
  await page.locator('input[name=lists]').first().uncheck();
  expect(await frequency.isVisible()).toBe(false);
});

test('what others wrote runs nowhere, in the light or in the dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { person, page, complaints } = await open({ colorScheme });
    await page.locator('#firstName').fill(SCRIPT);
    await page.locator('input[name=lists]').nth(2).check();
    await page.locator('button[value=save]').click();
    await page.getByText('Guardamos sus preferencias.').waitFor();
    expect(await page.locator('#firstName').inputValue()).toBe(SCRIPT);
    expect(await page.locator('main img, main script').count()).toBe(0);
    await page.goto(`${origin}${person.url}/erase`);
    expect(complaints).toEqual([]);
  }
});

test('on paper stand the choices, and no buttons', async () => {
  const { page } = await open();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('Convocatorias', { exact: true }).isVisible()).toBe(true);
  for (const gone of await page.locator('button, summary').all()) expect(await gone.isVisible()).toBe(false);
});
