import fs from 'node:fs';
import path from 'node:path';

import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @throws Error that says what to do where there is no Chromium. */
export async function launch(): Promise<Browser> {
  const executablePath = CANDIDATES.find((file) => file && fs.existsSync(file));
  if (!executablePath) throw new Error('No Chromium here: install it, or set CHROMIUM to its path');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
}

export interface Person {
  context: BrowserContext;
  page: Page;
  /** What the browser's console and network complained of. */
  complaints: string[];
}

export interface Look {
  language: 'es' | 'en';
  theme: 'light' | 'dark';
}

/** Before anybody has signed in, Strapi's panel tries to renew a session; that this fails is in order. */
const EXPECTED = /\/admin\/access-token/;

/** A browser window of a person's own, whose complaints are kept. */
export async function openWindow(
  browser: Browser,
  origin: string,
  { language, theme }: Look,
): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 960 },
    locale: language === 'es' ? 'es-CO' : 'en-US',
    timezoneId: 'America/Bogota',
    colorScheme: theme,
    acceptDownloads: true,
    storageState: {
      cookies: [],
      origins: [
        {
          origin,
          localStorage: [
            { name: 'strapi-admin-language', value: language },
            { name: 'STRAPI_THEME', value: theme },
          ],
        },
      ],
    },
  });
  const complaints: string[] = [];
  const listen = (page: Page) => {
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      const where = message.location().url;
      if (message.type() === 'error' && !EXPECTED.test(where)) complaints.push(`${where}: ${message.text()}`);
    });
  };
  context.on('page', listen);
  return { context, page: await context.newPage(), complaints };
}

/** Signs in at the panel and closes the news of Strapi itself. */
export async function signIn(
  { page }: Person,
  origin: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto(`${origin}/admin/auth/login`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.includes('/auth/'));
}

/** The panel speaks the language that its user prefers, whatever the browser says. */
export async function prefer(
  language: 'es' | 'en',
  origin: string,
  person: { email: string; password: string },
): Promise<void> {
  const send = (method: string, path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${origin}/admin/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const { data } = (await (await send('POST', 'login', person)).json()) as { data: { token: string } };
  const answer = await send(
    'PUT',
    'users/me',
    { preferedLanguage: language },
    { authorization: `Bearer ${data.token}` },
  );
  if (!answer.ok) throw new Error(`The panel's language could not be set: ${answer.status}`);
}

/** The panel's texts, as its own translations say them. */
export function wordsOf(
  language: 'es' | 'en',
): (key: string, values?: Record<string, string | number>) => string {
  const folder = path.resolve(__dirname, '../../../admin/translations', language);
  const words = Object.assign(
    {},
    ...fs.readdirSync(folder).map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))),
  ) as Record<string, string>;
  return (key, values = {}) => {
    const text = words[key];
    if (text === undefined) throw new Error(`The panel has no text ${key}`);
    return Object.entries(values).reduce(
      (filled, [name, value]) => filled.replaceAll(`{${name}}`, String(value)),
      text,
    );
  };
}
