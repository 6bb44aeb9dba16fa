import type { AddressInfo } from 'node:net';

import type axe from 'axe-core';
import { source as axeSource } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { startApp, type AdminClient, type TestApp } from '../support/app';
import type { PublicPages } from '../../contracts';
import { makeInstitution } from '../support/institution';
import { publicWalk, type Visit } from '../support/public-walk';
import { launch } from './support/browser';

/** Every public page in front of a browser: WCAG 2.2 AA, narrow, dark, printed, and asking nobody else for anything. */

const NARROW = { width: 320, height: 640 };
const LOGO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let app: TestApp;
let admin: AdminClient;
let browser: Browser;
let origin: string;
let visits: Visit[];
let shipped: PublicPages;

beforeAll(async () => {
  app = await startApp({ config: { subscribe: { perIpPerHour: 10_000 } } });
  admin = await app.admin();
  const { listId } = await makeInstitution(admin);
  visits = (await publicWalk(app, admin, listId)).filter(({ other }) => !other);
  shipped = (await admin.get('/public-pages')).body.data.pages;
  const server = app.strapi.server.httpServer;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const save = async (changes: Partial<PublicPages>) => {
  const { status, body } = await admin.put('/public-pages', { ...shipped, ...changes });
  if (status !== 200) throw new Error(JSON.stringify(body));
};
const named = (name: string): Visit => visits.find((one) => one.name === name) as Visit;

interface Look {
  page: Page;
  context: BrowserContext;
  /** What the browser complains of, its policy included. */
  complaints: string[];
  /** Hosts that were asked for something. */
  asked: Set<string>;
}

async function newLook(locale = 'es-CO'): Promise<Look> {
  const context = await browser.newContext({ viewport: NARROW, locale });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on('console', (message) => {
    // A page that says what is wrong comes with its status, which the console repeats.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.add(new URL(request.url()).origin);
  });
  return { page, context, complaints, asked };
}

/** Opens a page; one that answers a form is asked for as the form does. */
async function open({ page }: Look, { url, fields, status }: Visit, language?: 'es' | 'en'): Promise<void> {
  const address = `${origin}${url}${language ? `?lang=${language}` : ''}`;
  if (fields) {
    await page.route(
      address,
      (route) =>
        route.continue({
          method: 'POST',
          postData: new URLSearchParams(Object.entries(fields).map(([k, v]) => [k, String(v)])).toString(),
          headers: { ...route.request().headers(), 'content-type': 'application/x-www-form-urlencoded' },
        }),
      { times: 1 },
    );
  }
  const answer = await page.goto(address);
  expect([url, answer?.status()]).toEqual([url, status]);
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const CONTRAST = ['color-contrast', 'link-in-text-block'];

/** What axe finds against WCAG 2.2 AA, or against some rules of it, as lines to read. */
async function barriers(page: Page, only = WCAG): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    ({ runOnly, targetSize }) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly,
        ...(targetSize && { rules: { 'target-size': { enabled: true } } }),
      }),
    { runOnly: only, targetSize: only === WCAG },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

const widest = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

test('every page holds to WCAG 2.2 AA, light and dark, on 320 pixels, and prints without what only a screen can use', async () => {
  await save({ logo: LOGO });
  for (const [index, visit] of visits.entries()) {
    const look = await newLook();
    const { page, complaints, asked, context } = look;
    const language = index % 2 === 0 ? 'es' : 'en';
    await open(look, visit, language);
    const lang = await page.locator('html').getAttribute('lang');
    // A form with a language of its own speaks it.
    expect([visit.name, lang]).toEqual([visit.name, visit.name === 'preferences-saved' ? 'es' : language]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([visit.name, colorScheme, await barriers(page)]).toEqual([visit.name, colorScheme, []]);
    }
    expect([visit.name, await widest(page)]).toEqual([visit.name, NARROW.width]);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('button:visible, summary:visible, .languages:visible').count()).toBe(0);
    const ink = await page.evaluate(() => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector('h1') as Element).color,
    ]);
    expect(ink).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    expect([visit.name, complaints]).toEqual([visit.name, []]);
    expect([...asked]).toEqual([origin]);
    await context.close();
  }
}, 600_000);

test('colours that make it hard to read leave everything readable', async () => {
  const names = ['subscribe', 'confirm', 'unsubscribe', 'preferences', 'erase', 'not-found'];
  for (const [color, background] of [
    ['#ffe600', '#ffffff'],
    ['#7f7f7f', '#808080'],
    ['#000000', '#102a12'],
    ['#ff0000', '#00ff00'],
  ] as const) {
    await save({ color, background, logo: LOGO });
    for (const name of names) {
      const look = await newLook();
      await open(look, named(name));
      for (const colorScheme of ['light', 'dark'] as const) {
        await look.page.emulateMedia({ colorScheme });
        const found = await barriers(look.page, CONTRAST);
        expect([name, color, colorScheme, found]).toEqual([name, color, colorScheme, []]);
      }
      await look.page.emulateMedia({ media: 'print' });
      for (const inked of await look.page.locator('.brand span, footer a:visible').all()) {
        expect(await inked.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)');
      }
      await look.context.close();
    }
  }
}, 600_000);

test('the keyboard gets everywhere, and one sees where it is', async () => {
  await save({});
  for (const name of ['unsubscribe', 'preferences', 'subscribe']) {
    const { page, context, ...look } = await newLook();
    await open({ page, context, ...look }, named(name));
    const focusable = await page
      .locator('a[href], button, input:not([type=hidden]):not([tabindex="-1"]), select, summary')
      .count();
    const seen = new Set<string>();
    for (let step = 0; step < focusable + 5; step += 1) {
      await page.keyboard.press('Tab');
      const [path, outline] = await page.evaluate(() => {
        const element = document.activeElement as Element;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return [element.outerHTML, `${outlineStyle} ${outlineWidth}`];
      });
      if (path?.startsWith('<body')) break;
      expect([name, path, outline]).toEqual([name, path, 'solid 3px']);
      seen.add(path ?? '');
    }
    expect(seen.size).toBeGreaterThan(3);
    await context.close();
  }
});

test('a list of what to correct leads to each field, and each field says what is wrong with it', async () => {
  const look = await newLook();
  await open(look, named('subscribe-wrong'));
  const { page } = look;
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
  const links = page.locator('.alert a');
  expect(await links.count()).toBe(2);
  for (const link of await links.all()) {
    const words = await link.innerText();
    await link.click();
    const target = page.locator((await link.getAttribute('href')) as string);
    expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await target.getAttribute('aria-invalid')).toBe('true');
    const described = (await target.getAttribute('aria-describedby')) as string;
    expect(await page.locator(`#${described}`).innerText()).toBe(words);
  }
  await look.context.close();
});

describe('a layout of the institution’s own', () => {
  const REQUIRED =
    '<header>{{ logo }} {{ institution.name }}</header><div class="ours">{{ content }}</div><footer><p>{{ institution.address }}</p>{{ languages }}</footer>';

  test('has its styles, asks nobody else for anything, and brings no barrier along', async () => {
    const style =
      '<style>.ours main{border-radius:0;border-left:8px solid var(--brand)}header{padding:1rem}</style>';
    const picture = `<img src="${LOGO}" alt="" />`;
    await save({ logo: LOGO, layouts: { layout: style + picture + REQUIRED, unsubscribe: '' } });
    for (const name of ['subscribe', 'unsubscribe', 'preferences']) {
      const look = await newLook();
      await open(look, named(name));
      const border = await look.page
        .locator('main')
        .evaluate((main) => getComputedStyle(main).borderLeftWidth);
      expect(border).toBe('8px');
      for (const colorScheme of ['light', 'dark'] as const) {
        await look.page.emulateMedia({ colorScheme });
        expect([name, await barriers(look.page)]).toEqual([name, []]);
      }
      expect(look.complaints).toEqual([]);
      expect([...look.asked]).toEqual([origin]);
      expect(await widest(look.page)).toBe(NARROW.width);
      await look.context.close();
    }
  });

  test('takes neither the page nor its buttons away', async () => {
    const hiding =
      '<style>main,main form,main button{display:none!important;visibility:hidden!important;opacity:0!important;position:absolute!important;clip-path:circle(0)!important}</style>';
    await save({ layouts: { layout: '', unsubscribe: hiding + REQUIRED } });
    const look = await newLook();
    await open(look, named('unsubscribe'));
    for (const button of await look.page.locator('main button').all()) {
      expect(await button.isVisible()).toBe(true);
      expect(await button.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
      const box = await button.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(24);
    }
    await look.page.locator('button[value=list]').click();
    await look.page.getByRole('heading', { name: 'Ya está de baja' }).waitFor();
    await look.context.close();
  });
});
