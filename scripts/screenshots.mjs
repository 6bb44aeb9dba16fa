/**
 * Pictures of the panel and the public pages for the documentation: `npm run screenshots` while `npm run demo` runs.
 * `npm run screenshots -- report` takes those whose name begins so; `--all` takes each language in light and dark.
 */
import fs from 'node:fs';

import { chromium } from 'playwright-core';

import { findChromium } from './lib/chromium.mjs';
import { inRoot } from './lib/project.mjs';
import { red, Refusal, say } from './lib/terminal.mjs';

const origin = `http://localhost:${process.env.PORT ?? 1337}`;
const inbox = `http://localhost:${process.env.DEMO_INBOX_PORT ?? 1380}`;
/** News of Strapi itself lie across the top of its panel until somebody closes them. */
const NEWS_CLOSED = 'STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:false';
const panel = (path) => `${origin}/admin/plugins/mail-campaigns/${path}`;
const folder = inRoot('docs/screenshots');
const ADMIN = { email: 'admin@iipa.example', password: 'Demo-1234' };

const ALL_LOOKS = ['en', 'es'].flatMap((language) => ['light', 'dark'].map((theme) => ({ language, theme })));
/** One picture of each kind is enough to carry along in the repository. */
const FEW_LOOKS = ALL_LOOKS.filter(({ language, theme }) => (language === 'en') === (theme === 'light'));

async function sessionToken() {
  const response = await fetch(`${origin}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  }).catch(() => null);
  if (!response) throw new Refusal(`No demo answers at ${origin}. Start it first: npm run demo`);
  if (!response.ok) throw new Refusal(`The demo at ${origin} let nobody in: ${response.status}.`);
  return (await response.json()).data.token;
}

/** The panel speaks the language that its user prefers, whatever the browser says. */
async function prefer(language, authorization) {
  const response = await fetch(`${origin}/admin/users/me`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ preferedLanguage: language }),
  });
  if (!response.ok) throw new Refusal(`The panel's language could not be set: ${response.status}`);
}

/** The campaigns to show: the biggest that was sent, and a draft. */
async function findCampaigns(authorization) {
  const response = await fetch(`${origin}/mail-campaigns/campaigns?pageSize=100&sort=createdAt:desc`, {
    headers: { authorization },
  });
  const { data } = await response.json();
  const biggest = data
    .filter(({ ledger }) => ledger)
    .sort((a, b) => b.ledger.recipients - a.ledger.recipients)[0];
  const draft = data.find(({ status }) => status === 'draft');
  if (!biggest || !draft) throw new Refusal('The demo has no campaigns. Start it without --no-story.');
  return { sent: biggest.id, draft: draft.id };
}

/** Taken in this order; `after` does something on the page first. */
const shots = ({ sent, draft }) => [
  { name: 'campaigns', url: panel('campaigns') },
  { name: 'campaign', url: panel(`campaigns/${sent}`) },
  { name: 'editor', url: panel(`campaigns/${draft}`) },
  { name: 'content', url: panel(`campaigns/${draft}?step=content`) },
  { name: 'review', url: panel(`campaigns/${draft}?step=review`) },
  { name: 'report', url: panel(`reports/${sent}`), full: true },
  { name: 'contacts', url: panel('contacts') },
  { name: 'import', url: panel('imports') },
  { name: 'lists', url: panel('lists') },
  { name: 'form', url: panel('forms/1'), full: true },
  { name: 'bounces', url: panel('bounces') },
  { name: 'alarms', url: panel('bounces/alarms') },
  { name: 'domain-health', url: panel('health/recipients'), full: true },
  { name: 'templates', url: panel('templates') },
  { name: 'settings', url: panel('settings') },
  { name: 'sending', url: panel('settings/sending'), full: true },
  { name: 'subscribe', url: `${origin}/api/mail-campaigns/subscribe`, open: true },
  { name: 'inbox', url: inbox, open: true },
];

async function signIn(page) {
  await page.goto(`${origin}/admin/auth/login`);
  await page.locator('input[name=email]').fill(ADMIN.email);
  await page.locator('input[name=password]').fill(ADMIN.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.includes('/auth/'));
}

/** The panel follows the language of the account, which stays as it is: only the answers are changed on their way. */
const speak = (context, language) =>
  context.route(/\/admin\/(login|users\/me)$/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const answer = body.replace(/"preferedLanguage":"\w+"/g, `"preferedLanguage":"${language}"`);
    await route.fulfill({ response, body: answer });
  });

/** The panel scrolls inside itself: a window as high as its content shows all of it. */
async function grow(page) {
  const height = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('main, main *')].slice(0, 50).map(({ scrollHeight }) => scrollHeight),
    ),
  );
  await page.setViewportSize({ width: 1440, height: Math.min(6000, Math.max(960, height + 80)) });
}

async function take(browser, look, wanted) {
  const { language, theme } = look;
  const context = await browser.newContext({
    viewport: { width: 1440, height: 960 },
    locale: language === 'es' ? 'es-CO' : 'en-US',
    timezoneId: 'America/Bogota',
    colorScheme: theme,
    reducedMotion: 'reduce',
    storageState: {
      cookies: [],
      origins: [
        {
          origin,
          localStorage: [
            { name: 'strapi-admin-language', value: language },
            { name: 'STRAPI_THEME', value: theme },
            { name: NEWS_CLOSED, value: 'true' },
          ],
        },
      ],
    },
  });
  await speak(context, language);
  const page = await context.newPage();
  if (wanted.some(({ open }) => !open)) await signIn(page);
  for (const { name, url, full } of wanted) {
    await page.setViewportSize({ width: 1440, height: 960 });
    await page.goto(url);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    if (full) await grow(page);
    await page.waitForTimeout(600); // charts draw themselves
    await page.screenshot({ path: `${folder}/${name}-${language}-${theme}.png` });
  }
  await context.close();
}

async function main() {
  const [prefix = ''] = process.argv.slice(2).filter((arg) => arg !== '--all');
  const looks = process.argv.includes('--all') ? ALL_LOOKS : FEW_LOOKS;
  const authorization = `Bearer ${await sessionToken()}`;
  const wanted = shots(await findCampaigns(authorization)).filter(({ name }) => name.startsWith(prefix));
  fs.mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    for (const look of looks) {
      await prefer(look.language, authorization);
      await take(browser, look, wanted);
    }
  } finally {
    await prefer('es', authorization);
    await browser.close();
  }
  say(`${wanted.length * looks.length} pictures in docs/screenshots`);
}

main().catch((error) => {
  say(red(error instanceof Refusal ? error.message : (error.stack ?? String(error))));
  process.exitCode = 1;
});
