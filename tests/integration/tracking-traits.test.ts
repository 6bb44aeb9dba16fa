import fs from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import type { Report, TraitRow } from '../../contracts';
import { ledgerOf } from '../../server/ledger';
import { inTransaction } from '../../server/lib/database';
import { trackingOf } from '../../server/tracking';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { mmdb } from '../support/mmdb';
import { makeDelivery, PUBLIC, tokens } from '../support/recipient';

const EVENTS = 'mail_campaigns_events';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';
const GMAIL = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
const BOGOTA = '127.0.9.7';
const NOTHING = { device: null, client: null, os: null, country: null, city: null };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'traits-'));
const geoFile = path.join(folder, 'cities.mmdb');

let app: TestApp;
let admin: AdminClient;
let listId: number;
let campaignId: number;
let people = 0;

beforeAll(async () => {
  const places = { country: { iso_code: 'CO' }, city: { names: { en: 'Bogota', es: 'Bogotá' } } };
  fs.writeFileSync(geoFile, mmdb('Test-City', { '127.0.9.0/24': places }));
  app = await startApp({ config: { tracking: { geoFile } } });
  const { httpServer } = app.strapi.server;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  admin = await app.admin();
  ({ listId } = await makeInstitution(admin));
  campaignId = await makeCampaign(admin, listId);
  const content = {
    ...{ subject: 'Hola', preheader: '', html: '<html><body></body></html>', text: '' },
    ...{ fromName: 'Instituto', fromAddress: 'boletin@instituto.example', replyTo: null },
    options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
    links: ['https://example.org/a', 'https://example.org/b', 'https://example.org/c'],
  };
  await inTransaction(app.strapi, (trx) => ledgerOf(app.strapi).freeze(campaignId, [listId], content, trx));
});
afterAll(async () => {
  await app.stop();
  fs.rmSync(folder, { recursive: true });
});

async function recipient(): Promise<{ contactId: number; id: number }> {
  people += 1;
  const email = `reader${people}@example.org`;
  const [contactId = 0] = await addContacts(admin, listId, [email]);
  return { contactId, id: await makeDelivery(app.strapi, { campaignId, contactId, listId, email }) };
}

/** A request from an address of this machine. */
const hit = (target: string, userAgent: string, localAddress = BOGOTA): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = app.strapi.server.httpServer.address() as AddressInfo;
    request({ port, host: '127.0.0.1', path: target, localAddress, headers: { 'User-Agent': userAgent } })
      .on('response', (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)))
      .on('error', reject)
      .end();
  });
const open = (id: number) => `${PUBLIC}/open/${tokens.sign('open', id)}`;
const click = (id: number, place: number | 'h') => `${PUBLIC}/click/${tokens.sign('click', id, place)}`;

const eventsOf = (id: number): Promise<Record<string, unknown>[]> =>
  app.strapi.db.getConnection(EVENTS).where({ delivery_id: id }).orderBy('id');
const traitsOf = async (id: number) =>
  (await eventsOf(id)).map(({ device, client, os, country, city }) => ({
    device,
    client,
    os,
    country,
    city,
  }));

const iphone = { device: 'phone', client: 'Apple Mail', os: 'iOS', country: 'CO', city: 'Bogotá' };

test('an open by a person’s program tells device, program and place; of the address only the network is kept', async () => {
  const { id } = await recipient();
  await hit(open(id), IPHONE);
  await hit(click(id, 0), FIREFOX, '127.0.8.1');
  expect(await traitsOf(id)).toEqual([
    iphone,
    { device: 'desktop', client: 'Firefox', os: 'Linux', country: null, city: null },
  ]);
  expect((await eventsOf(id)).map(({ ip }) => ip)).toEqual(['127.0.9.0', '127.0.8.0']);
});

test.each([
  ['a proxy', GMAIL],
  ['Apple’s privacy protection', 'Mozilla/5.0'],
  ['a machine', 'curl/8.5.0'],
])('%s has neither device nor place', async (_who, userAgent) => {
  const { id } = await recipient();
  await hit(open(id), userAgent);
  expect(await traitsOf(id)).toEqual([NOTHING]);
});

test('what turns out to be a machine loses both', async () => {
  const { id } = await recipient();
  await hit(open(id), IPHONE);
  expect(await traitsOf(id)).toEqual([iphone]);
  await hit(click(id, 'h'), IPHONE);
  expect((await eventsOf(id)).map((event) => event.class)).toEqual(['machine', 'machine']);
  expect(await traitsOf(id)).toEqual([NOTHING, NOTHING]);
});

test('judging again fills what can be told from what is kept, keeps the rest, and settles', async () => {
  const { id } = await recipient();
  await hit(open(id), IPHONE);
  await hit(open(id), IPHONE);
  const [first, second] = (await eventsOf(id)) as [{ id: number }, { id: number }];
  const rows = (event: { id: number }) => app.strapi.db.getConnection(EVENTS).where({ id: event.id });
  // As it stood before there were such columns, and as a rule that is no more would have left it.
  await rows(first).update(NOTHING);
  await rows(second).update({ client: 'Netscape' });
  expect(await trackingOf(app.strapi).reclassify()).toBe(2);
  expect(await traitsOf(id)).toEqual([{ ...iphone, city: null }, iphone]);
  expect(await trackingOf(app.strapi).reclassify()).toBe(0);
});

test('of an erased person none is kept, before and after, also when events are judged again', async () => {
  const { id, contactId } = await recipient();
  await hit(open(id), IPHONE);
  await admin.delete(`/contacts/${contactId}`).expect(200);
  await hit(click(id, 0), FIREFOX);
  await trackingOf(app.strapi).reclassify();
  expect(await traitsOf(id)).toEqual([NOTHING, NOTHING]);
  expect((await eventsOf(id)).map((event) => event.class)).toEqual(['human', 'human']);
});

test('an open that is stored while its person is erased keeps nothing of them', async () => {
  const { id, contactId } = await recipient();
  await admin.delete(`/contacts/${contactId}`).expect(200);
  // As the row of the ledger was read a moment before.
  await trackingOf(app.strapi).record({
    ...{ deliveryId: id, campaignId, contactId, tracking: null, hits: 0, type: 'open', linkId: null },
    ...{ method: 'GET', userAgent: IPHONE, ip: BOGOTA, purpose: '', doNotTrack: false, acceptedAt: null },
  });
  expect(await eventsOf(id)).toMatchObject([{ class: 'human', ip: null, user_agent: null, ...NOTHING }]);
});

test('what a process that died had stored and not looked at is looked at by the next', async () => {
  const { id } = await recipient();
  const links: number[] = await app.strapi.db
    .getConnection('mail_campaigns_links')
    .where({ campaign_id: campaignId })
    .pluck('id');
  const events = app.strapi.db.query('plugin::mail-campaigns.event');
  await events.createMany({
    data: links.map((linkId) => ({
      ...{ campaignId, deliveryId: id, type: 'click', linkId, class: 'human' },
      ...{ userAgent: FIREFOX, occurredAt: new Date() },
    })),
  });
  const ledgerRow = () => app.strapi.db.getConnection('mail_campaigns_deliveries').where({ id });
  await ledgerRow().update({ click_count: links.length });
  await trackingOf(app.strapi).start();
  expect((await eventsOf(id)).map((event) => event.rule)).toEqual(['R4', 'R4', 'R4']);
  expect(await ledgerRow()).toMatchObject([{ click_count: 0, machine_click_count: 3 }]);
});

test('the report’s tables add up to the people who opened or clicked', async () => {
  const [hidden, both] = [await recipient(), await recipient()];
  await hit(open(hidden.id), GMAIL);
  await hit(open(both.id), GMAIL);
  await hit(click(both.id, 1), FIREFOX);
  const { body } = await admin.get(`/reports/${campaignId}`).expect(200);
  const { readers, measures } = (body as { data: Report }).data;
  expect(readers.count).toBe(measures.find(({ key }) => key === 'uniqueOpens')?.count);
  expect(readers.count).toBeGreaterThanOrEqual(5);
  const tables = [readers.devices, readers.clients, readers.countries, readers.cities] as TraitRow[][];
  for (const rows of tables) {
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(readers.count);
    // The proxy's open of the campaign before, and this one; who also clicked is not hidden.
    expect(rows.find(({ kind }) => kind === 'hidden')?.count).toBe(2);
  }
});
