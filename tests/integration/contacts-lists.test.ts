import { subscriptionsOf } from '../../server/contacts';
import { startApp, type AdminClient, type TestApp } from '../support/app';

let app: TestApp;
let editor: AdminClient;
beforeAll(async () => {
  app = await startApp();
  editor = await app.admin('lists.read', 'lists.manage', 'contacts.manage');
});
afterAll(() => app.stop());

const create = async (name: string, more: object = {}) =>
  (await editor.post('/lists', { name, optIn: 'double', visibility: 'private', ...more }).expect(201)).body
    .data;

test('the slug is made from the name, is unique and never changes', async () => {
  const first = await create('Boletín de Investigación');
  expect(first).toMatchObject({
    slug: 'boletin-de-investigacion',
    description: null,
    counts: { confirmed: 0, pending: 0, unsubscribed: 0 },
  });
  const others = await Promise.all([create('Boletín de investigación'), create('BOLETÍN DE INVESTIGACIÓN')]);
  expect(others.map(({ slug }) => slug).sort()).toEqual([
    'boletin-de-investigacion-2',
    'boletin-de-investigacion-3',
  ]);
  const { body } = await editor
    .put(`/lists/${first.id}`, { name: 'Otra', description: 'x', optIn: 'single', visibility: 'public' })
    .expect(200);
  expect(body.data).toMatchObject({ name: 'Otra', slug: first.slug, optIn: 'single', visibility: 'public' });
  await editor
    .put(`/lists/${first.id}`, { name: 'Otra', optIn: 'single', visibility: 'public', slug: 'y' })
    .expect(400);
});

test('a list offers fewer e-mails where that is asked for; who does not speak of it changes nothing', async () => {
  const { id, offersFrequency } = await create('Frecuente');
  expect(offersFrequency).toBe(false);
  const change = async (more: object) =>
    (
      await editor
        .put(`/lists/${id}`, { name: 'Frecuente', optIn: 'double', visibility: 'private', ...more })
        .expect(200)
    ).body.data.offersFrequency;
  expect(await change({ offersFrequency: true })).toBe(true);
  expect(await change({})).toBe(true);
  expect(await change({ offersFrequency: false })).toBe(false);
  expect((await create('Otra frecuente', { offersFrequency: true })).offersFrequency).toBe(true);
});

test('lists are paged, searched and sorted, with their counts', async () => {
  const list = await create('Contadas');
  const other = await create('Contadas dos');
  await app.strapi.db.query('plugin::mail-campaigns.contact').createMany({
    data: Array.from({ length: 5 }, (_, i) => ({ email: `c${i}@example.org`, language: 'es' })),
  });
  const people = await app.strapi.db
    .query('plugin::mail-campaigns.contact')
    .findMany({ orderBy: { id: 'asc' } });
  const ids = people.map(({ id }: any) => id);
  await subscriptionsOf(app.strapi).add(ids, [list.id], 'nota', null);
  await subscriptionsOf(app.strapi).unsubscribe(ids.slice(0, 2), list.id, { channel: 'admin' });
  await subscriptionsOf(app.strapi).add(ids.slice(0, 1), [other.id], 'nota', null);
  const { body } = await editor.get('/lists?search=contadas&sort=name:desc&pageSize=10').expect(200);
  expect(body.data.map(({ name, counts }: any) => [name, counts])).toEqual([
    ['Contadas dos', { confirmed: 1, pending: 0, unsubscribed: 0 }],
    ['Contadas', { confirmed: 3, pending: 0, unsubscribed: 2 }],
  ]);
  expect(body.meta.pagination.total).toBe(2);
});

test.each(['scheduled', 'sending', 'paused'])('a list of a campaign that is %s stays', async (status) => {
  const list = await create(`Para ${status}`);
  const campaigns = app.strapi.db.query('plugin::mail-campaigns.campaign');
  const campaign = await campaigns.create({
    data: {
      name: 'Enero',
      timeZone: 'America/Bogota',
      uncertainPolicy: 'hold',
      status: 'draft',
      lists: [list.id],
    },
  });
  await app.strapi.db.connection('mail_campaigns_campaigns').where({ id: campaign.id }).update({ status });
  const { body } = await editor.delete(`/lists/${list.id}`).expect(400);
  expect(body.error.details).toEqual({ code: 'list-in-use', values: { campaign: 'Enero' } });
  await app.strapi.db
    .connection('mail_campaigns_campaigns')
    .where({ id: campaign.id })
    .update({ status: 'sent' });
  await editor.delete(`/lists/${list.id}`).expect(200);
});

test('with a list go its subscriptions', async () => {
  const list = await create('Se va');
  const [person] = await app.strapi.db.query('plugin::mail-campaigns.contact').findMany({ limit: 1 });
  await subscriptionsOf(app.strapi).add([person.id], [list.id], 'nota', null);
  await editor.delete(`/lists/${list.id}`).expect(200);
  expect(await app.strapi.db.connection('mail_campaigns_subscriptions').where({ list_id: list.id })).toEqual(
    [],
  );
  await editor.get(`/lists/${list.id}`).expect(404);
  await editor.delete(`/lists/${list.id}`).expect(404);
});

test('rights', async () => {
  const reader = await app.admin('lists.read');
  await reader.get('/lists').expect(200);
  await reader.post('/lists', { name: 'x', optIn: 'double', visibility: 'public' }).expect(403);
});
