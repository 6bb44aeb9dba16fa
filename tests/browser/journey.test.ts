import fs from 'node:fs';

import type { Browser, Page } from 'playwright-core';

import { waitFor } from '../support/wait-for';
import { launch, openWindow, prefer, signIn, wordsOf, type Person } from './support/browser';
import { ADMIN, EDITOR, newestMail, startDemo, type CaughtMail, type Demo } from './support/demo';

/** The journey of one e-mail: each test takes up where the one before left off. */

const word = wordsOf('es');
const LIST = 'Semillero de lectura';
const CAMPAIGN = 'Semillero: primera carta';
const SUBJECT = 'Bienvenidas al semillero';
const VISITOR = 'lucia.visitante@correo.example';
/** The demo's mail server refuses addresses by their ending: 41 does not exist, 45 at the first try only. */
const FILE = [
  'Correo;Nombre;Apellidos',
  'ana.semillero@gmail.example;Ana;Ñáñez Rojas',
  'BEATRIZ.semillero@Gmail.example;Beatriz;Ñustes',
  'carlos.semillero@hotmail.example;Carlos;"Gómez; hijo"',
  'dora.semillero41@hotmail.example;Dora;Peña',
  'elkin.semillero45@universidad.example;Elkin;Ruiz',
  'ana.semillero@gmail.example;Ana;Repetida',
  'esto no es un correo;Nadie;Nunca',
].join('\r\n');

let demo: Demo;
let browser: Browser;
let editor: Person;
let admin: Person;
let visitor: Person;

const panel = (path: string) => `${demo.origin}/admin/plugins/mail-campaigns/${path}`;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const mailFor = (address: string, subject: string): Promise<CaughtMail> =>
  waitFor(`“${subject}” for ${address}`, async () => {
    const mail = await newestMail(demo, address);
    return mail?.subject.includes(subject) ? mail : null;
  });

beforeAll(async () => {
  demo = await startDemo();
  browser = await launch();
  const look = { language: 'es', theme: 'light' } as const;
  editor = await openWindow(browser, demo.origin, look);
  admin = await openWindow(browser, demo.origin, look);
  visitor = await openWindow(browser, demo.origin, look);
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

test('the editor signs in and makes a public list', async () => {
  const { page } = editor;
  await signIn(editor, demo.origin, EDITOR);
  await page.goto(panel('lists'));
  await button(page, word('lists.new')).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('common.name')).fill(LIST);
  await dialog.getByRole('radio').nth(3).click();
  await button(page, word('common.create')).click();
  await page.getByText(LIST).first().waitFor();
});

test('a visitor subscribes, and is on the list only after the button in the confirmation', async () => {
  const { page } = visitor;
  await page.goto(`${demo.origin}/api/mail-campaigns/subscribe`);
  const opened = Date.now();
  await page.getByRole('checkbox', { name: LIST }).check();
  await page.locator('#email').fill(VISITOR);
  await page.locator('#firstName').fill('Lucía');
  await waitFor('the time that a person takes to fill in a form', () => Date.now() - opened > 2100);
  await page.locator('button[type=submit]').click();
  const mail = await mailFor(VISITOR, 'onfirm');
  const link = /https?:\S+\/confirm\/[\w~.-]+/.exec(mail.text)?.[0];
  await page.goto(String(link));
  await page.getByText(LIST).waitFor();
  await page.locator('main form button').click();
  await page.getByText(LIST).waitFor();
  expect(await page.locator('main form').count()).toBe(0);
});

test('the editor imports a file as Spanish Excel writes it', async () => {
  const { page } = editor;
  await page.goto(panel('imports'));
  await page.locator('input[type=file]').setInputFiles({
    name: 'semillero.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(FILE, 'latin1'),
  });
  await page.waitForURL(/imports\/\d+/);
  await page.getByRole('combobox', { name: word('contacts.lists') }).click();
  await page.getByRole('option', { name: LIST }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel(word('imports.consentNote')).fill('Planilla firmada del semillero, marzo de 2026');
  await page.locator('form button[type=submit]').click();
  await page.getByText(word('imports.status.done.long')).waitFor();
  const count = async (name: string) =>
    page
      .locator('div', { has: page.getByText(word(`imports.count.${name}`), { exact: true }) })
      .last()
      .locator('p')
      .first()
      .textContent();
  expect([await count('created'), await count('duplicates'), await count('refused')]).toEqual([
    '5',
    '1',
    '1',
  ]);
});

test('the editor makes a campaign from a template and sends a test, but may not send it', async () => {
  const { page } = editor;
  await page.goto(panel('campaigns'));
  await button(page, word('campaigns.list.new')).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(word('campaigns.new.name')).fill(CAMPAIGN);
  await dialog.getByText('Boletín del Instituto').click();
  await button(page, word('campaigns.new.create')).click();
  await page.waitForURL(/campaigns\/\d+/);
  await page.locator('#campaign-subject').fill(SUBJECT);
  await page.locator('#campaign-preheader').fill('Lo que leeremos este semestre');
  await page.getByRole('combobox', { name: word('campaigns.field.sender') }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('combobox', { name: word('campaigns.field.lists') }).click();
  await page.getByRole('option', { name: LIST }).click();
  await page.keyboard.press('Escape');
  await button(page, word('campaigns.editor.save')).first().click();
  await page.getByText(word('campaigns.editor.all-saved')).first().waitFor();
  await page
    .getByRole('navigation')
    .getByRole('button', { name: word('campaigns.editor.step.review') })
    .click();
  await page.getByText(word('campaigns.review.ready'), { exact: true }).waitFor();
  await page.getByLabel(word('campaigns.review.test-addresses')).fill('editora@iipa.example');
  await button(page, word('campaigns.review.test-send')).click();
  await page.getByText(word('campaigns.review.test-accepted'), { exact: true }).waitFor();
  expect((await mailFor('editora@iipa.example', SUBJECT)).html).toContain('La escuela también investiga');
  await page.getByText(word('campaigns.review.send-not-allowed')).waitFor();
  expect(await button(page, word('campaigns.review.send-now')).count()).toBe(0);
});

test('the administrator schedules it for the next minute and watches it go out', async () => {
  const { page } = admin;
  await signIn(admin, demo.origin, ADMIN);
  await page.goto(panel('campaigns'));
  await page.getByText(CAMPAIGN).first().click();
  await page.waitForURL(/campaigns\/\d+/);
  await page
    .getByRole('navigation')
    .getByRole('button', { name: word('campaigns.editor.step.review') })
    .click();
  await button(page, word('campaigns.review.schedule')).click();
  const dialog = page.getByRole('dialog');
  const [date, time] = nextMinuteInBogota();
  await dialog.getByRole('combobox', { name: new RegExp(`^${word('campaigns.schedule.date')}`) }).fill(date);
  await page.keyboard.press('Tab');
  await dialog.getByRole('combobox', { name: new RegExp(`^${word('campaigns.schedule.time')}`) }).fill(time);
  await page.keyboard.press('Tab');
  await button(page, word('campaigns.schedule.confirm')).last().click();
  await page.getByText(word('campaigns.status.scheduled')).first().waitFor();
  await page.getByText(word('campaigns.status.sent'), { exact: true }).first().waitFor({ timeout: 150_000 });
  await page.getByText(word('campaigns.ledger.adds-up')).waitFor();
  await page
    .getByText(
      word('campaigns.ledger.sum', {
        'candidates, number': 6,
        'excluded, number': 0,
        'recipients, number': 6,
      }),
    )
    .waitFor();
}, 240_000);

test('the visitor reads it, follows a link, and leaves the list by a button', async () => {
  const { page, context } = visitor;
  const mail = await mailFor(VISITOR, SUBJECT);
  expect(mail.headers).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/i);
  // Whoever opens sooner than two seconds after the relay's answer is taken for a machine.
  await waitFor('the e-mail to be old enough', () => Date.now() - Date.parse(mail.at) > 2500);
  await page.goto(`${demo.inbox}/#${mail.id}`);
  const letter = page.frameLocator('#html');
  await letter.getByText('Hola, Lucía:').waitFor();
  const opened = context.waitForEvent('page');
  await letter.getByText('Leer los doce relatos').click();
  const site = await opened;
  await site.waitForURL(/\/sitio\//);
  expect(new URL(site.url()).searchParams.get('de')).toBe('relatos');

  const leaving = context.waitForEvent('page');
  await letter.getByRole('link', { name: 'Darse de baja' }).click();
  const farewell = await leaving;
  // The page asks first: looking at it has changed nothing.
  await farewell.locator('main form button').first().click();
  await farewell.getByRole('button', { name: /^Deshacer/ }).waitFor();
});

test('the report shows what happened, and comes as CSV and PDF', async () => {
  const { page } = admin;
  await page.getByRole('link', { name: word('campaigns.view.report') }).click();
  await page.waitForURL(/reports\/\d+/);
  const row = (name: string) => page.getByRole('row').filter({ hasText: name }).first();
  await waitFor('the figures of the visitor', async () => {
    await page.reload();
    await row('6.2.1').waitFor();
    return /\b1\b/.test(await row('6.2.7').innerText()) && /\b1\b/.test(await row('6.2.9').innerText());
  });
  expect(await row('6.2.1').innerText()).toMatch(/\b5\b/);
  expect(await row('6.2.3').innerText()).toMatch(/\b1\b/);
  for (const format of ['csv', 'pdf'] as const) {
    await button(page, word(`reports.page.${format}`)).click();
    const downloading = page.waitForEvent('download');
    await button(page, word('reports.download.start')).click();
    const file = fs.readFileSync(await (await downloading).path());
    if (format === 'csv') {
      expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      expect(file.toString()).toContain(CAMPAIGN);
    } else {
      expect(file.subarray(0, 5).toString()).toBe('%PDF-');
      expect(file.length).toBeGreaterThan(5000);
    }
  }
});

test('every screen of the panel opens in both languages', async () => {
  for (const language of ['es', 'en'] as const) {
    const person = await openWindow(browser, demo.origin, { language, theme: 'dark' });
    await prefer(language, demo.origin, ADMIN);
    await signIn(person, demo.origin, ADMIN);
    await person.page.goto(panel('campaigns'));
    await person.page
      .getByRole('heading', { level: 1, name: wordsOf(language)('campaigns.list.title') })
      .waitFor();
    for (const path of [
      'campaigns',
      'contacts',
      'contacts/1',
      'imports',
      'lists',
      'templates',
      'reports',
      'settings',
      'settings/sending',
    ]) {
      await person.page.goto(panel(path));
      await person.page.getByRole('heading', { level: 1 }).first().waitFor();
      await person.page.waitForLoadState('networkidle');
      expect(await person.page.locator('main').innerText()).not.toMatch(
        /mail-campaigns\.\w|\b(common|contacts|lists|imports|templates|campaigns|reports|settings|sending)\.[a-z]+\.?[a-z]*\b/,
      );
    }
    expect(person.complaints).toEqual([]);
    await person.context.close();
  }
});

test('no browser had anything to complain of', () => {
  expect([...editor.complaints, ...admin.complaints, ...visitor.complaints]).toEqual([]);
});

test('a signal ends the demo quickly and in good order', async () => {
  const { code, seconds } = await demo.stop();
  expect(code).toBe(0);
  expect(seconds).toBeLessThan(10);
});

/** `DD/MM/YYYY` and `HH:mm` on the clocks of Bogotá, at least twenty seconds from now. */
function nextMinuteInBogota(): [date: string, time: string] {
  const at = new Date(Math.ceil((Date.now() + 20_000) / 60_000) * 60_000);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('es-CO', { timeZone: 'America/Bogota', ...options }).format(at);
  return [
    part({ day: '2-digit', month: '2-digit', year: 'numeric' }),
    part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  ];
}
