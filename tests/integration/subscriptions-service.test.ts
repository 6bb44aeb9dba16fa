import { consentOf } from '../../server/consent';
import { contactsOf, subscriptionsOf } from '../../server/contacts';
import { startApp, type TestApp } from '../support/app';

const SUBSCRIPTIONS = 'mail_campaigns_subscriptions';
const RECORDS = 'mail_campaigns_consent_records';

let app: TestApp;
const lists: Record<string, number> = {};

beforeAll(async () => {
  app = await startApp();
  for (const [slug, optIn, visibility] of [
    ['noticias', 'double', 'public'],
    ['eventos', 'double', 'public'],
    ['alertas', 'single', 'public'],
    ['interna', 'single', 'private'],
  ]) {
    const list = await app.strapi.db
      .query('plugin::mail-campaigns.list')
      .create({ data: { name: slug, slug, optIn, visibility } });
    lists[slug as string] = list.id;
  }
});
afterAll(() => app.stop());

const subscriptions = () => subscriptionsOf(app.strapi);
const visit = { ip: '203.0.113.7', userAgent: 'Mozilla/5.0' };
const ask = (email: string, ...listSlugs: string[]) =>
  subscriptions().request({
    email,
    language: 'es',
    listSlugs,
    notice: 'Acepto recibir el boletín',
    ...visit,
  });
const statusesOf = async (contactId: number) => {
  const rows = await app.strapi.db.connection(SUBSCRIPTIONS).where({ contact_id: contactId });
  const slugOf = (id: number) => Object.keys(lists).find((slug) => lists[slug] === id) as string;
  return Object.fromEntries(rows.map((row: any) => [slugOf(row.list_id), row.status]));
};
const contactOf = (email: string) =>
  app.strapi.db.query('plugin::mail-campaigns.contact').findOne({ where: { email } });
const recordsOf = async (email: string): Promise<any[]> => {
  const address_hash = consentOf(app.strapi).addressHash(email);
  expect(await consentOf(app.strapi).verify(address_hash)).toMatchObject({ valid: true });
  return app.strapi.db.connection(RECORDS).where({ address_hash }).orderBy('id');
};
const actions = async (email: string) => (await recordsOf(email)).map((row) => row.action);

describe('a visitor asks', () => {
  test('double opt-in waits, single opt-in is confirmed, private and unknown lists are passed over', async () => {
    const asked = await ask(' Ana.Rojas@Example.org ', 'noticias', 'alertas', 'interna', 'no-such-list');
    const contact = await contactOf('ana.rojas@example.org');
    expect(asked).toEqual({
      contactId: contact.id,
      email: 'ana.rojas@example.org',
      firstName: null,
      language: 'es',
      lists: [{ id: lists.noticias, name: 'noticias' }],
    });
    expect(await statusesOf(contact.id)).toEqual({ noticias: 'pending', alertas: 'confirmed' });
    const records = await recordsOf('ana.rojas@example.org');
    expect(records.map((row) => [row.list_id, row.action, row.channel, row.notice, row.ip])).toEqual([
      [lists.alertas, 'confirmed', 'web-form', 'Acepto recibir el boletín', visit.ip],
      [lists.noticias, 'requested', 'web-form', 'Acepto recibir el boletín', visit.ip],
    ]);
  });

  test('the same request at the same moment makes one contact and one subscription', async () => {
    await Promise.all(Array.from({ length: 4 }, () => ask('doble@example.org', 'noticias', 'eventos')));
    const contact = await contactOf('doble@example.org');
    expect(await statusesOf(contact.id)).toEqual({ noticias: 'pending', eventos: 'pending' });
    expect(await actions('doble@example.org')).toEqual(['requested', 'requested']);
  });

  test('asking again un-confirms nobody and changes no name', async () => {
    const first = await ask('eva@example.org', 'noticias');
    await subscriptions().confirm(first!.contactId, [lists.noticias!], 'Sí', visit);
    const again = await subscriptions().request({
      email: 'EVA@example.org',
      firstName: 'Visite http://spam.example',
      language: 'en',
      listSlugs: ['noticias'],
      notice: 'x',
      ...visit,
    });
    expect(again).toBeNull();
    expect(await contactOf('eva@example.org')).toMatchObject({ firstName: null, language: 'es' });
    expect(await statusesOf(first!.contactId)).toEqual({ noticias: 'confirmed' });
  });

  test.each(['hard_bounce', 'soft_limit'] as const)(
    'after a %s every list asks first; who confirms from the mailbox is written to again, with a record',
    async (reason) => {
      const email = `${reason.replace('_', '-')}@example.org`;
      const addressHash = consentOf(app.strapi).addressHash(email);
      const suppressed = async () => (await consentOf(app.strapi).suppressionsOf([addressHash])).size === 1;
      expect(await ask(email, 'alertas')).toBeNull();
      const { id } = await contactOf(email);
      expect(await statusesOf(id)).toEqual({ alertas: 'confirmed' });
      await consentOf(app.strapi).suppress([{ addressHash, reason }]);
      const asked = (await ask(email, 'alertas', 'noticias'))!;
      expect(asked.lists.map(({ name }) => name).sort()).toEqual(['alertas', 'noticias']);
      expect(await statusesOf(id)).toEqual({ alertas: 'confirmed', noticias: 'pending' });
      expect(await suppressed()).toBe(true);
      const waiting = await subscriptions().waiting(id, [lists.alertas!, lists.noticias!]);
      expect(waiting?.lists.map(({ name }) => name).sort()).toEqual(['alertas', 'noticias']);
      await subscriptions().confirm(id, [lists.alertas!, lists.noticias!], 'Sí', visit);
      expect(await suppressed()).toBe(false);
      expect(await statusesOf(id)).toEqual({ alertas: 'confirmed', noticias: 'confirmed' });
      expect(await consentOf(app.strapi).suppressionHistory(addressHash)).toMatchObject([
        { action: 'suppressed', reason },
        { action: 'lifted', reason, rule: 'opt-in' },
      ]);
    },
  );

  test.each(['complaint', 'manual'] as const)('nothing happens after a %s', async (reason) => {
    const email = `${reason.replace('_', '-')}@example.org`;
    await consentOf(app.strapi).suppress([{ addressHash: consentOf(app.strapi).addressHash(email), reason }]);
    expect(await ask(email, 'noticias', 'alertas')).toBeNull();
    expect(await contactOf(email)).toBeNull();
  });

  test('who left a list without confirmation is asked before they are on it again', async () => {
    await ask('ida@example.org', 'alertas');
    const { id } = await contactOf('ida@example.org');
    await subscriptions().unsubscribe([id], null, { channel: 'one-click' });
    expect((await ask('ida@example.org', 'alertas'))?.lists).toEqual([
      { id: lists.alertas, name: 'alertas' },
    ]);
    expect(await statusesOf(id)).toEqual({ alertas: 'pending' });
    await ask('ida@example.org', 'alertas');
    expect(await statusesOf(id)).toEqual({ alertas: 'pending' });
    await subscriptions().confirm(id, [lists.alertas!], 'Sí', visit);
    expect(await statusesOf(id)).toEqual({ alertas: 'confirmed' });
    expect(await actions('ida@example.org')).toEqual(['confirmed', 'revoked', 'requested', 'confirmed']);
  });

  test('an invalid address is refused', async () => {
    await expect(ask('ana@', 'noticias')).rejects.toMatchObject({ details: { code: 'email-invalid' } });
  });
});

describe('confirming', () => {
  test('confirms the pending ones only; twice says the same and proves it once', async () => {
    const asked = (await ask('luz@example.org', 'noticias', 'eventos'))!;
    await subscriptions().unsubscribe([asked.contactId], lists.eventos!, { channel: 'unsubscribe-page' });
    const ids = [lists.noticias!, lists.eventos!, lists.interna!, 9999];
    for (let i = 0; i < 2; i += 1) {
      expect(await subscriptions().confirm(asked.contactId, ids, 'Confirmo', visit)).toEqual([
        { id: lists.noticias, name: 'noticias' },
      ]);
    }
    expect(await statusesOf(asked.contactId)).toEqual({ noticias: 'confirmed', eventos: 'unsubscribed' });
    expect(await actions('luz@example.org')).toEqual(['requested', 'requested', 'revoked', 'confirmed']);
    expect(await subscriptions().confirm(99999, ids, 'x', visit)).toEqual([]);
  });

  test('who left and asks again is pending until they confirm', async () => {
    const asked = (await ask('sol@example.org', 'noticias'))!;
    await subscriptions().confirm(asked.contactId, [lists.noticias!], 'Sí', visit);
    await subscriptions().unsubscribe([asked.contactId], null, { channel: 'one-click' });
    expect(await ask('sol@example.org', 'noticias')).toMatchObject({ lists: [{ id: lists.noticias }] });
    expect(await statusesOf(asked.contactId)).toEqual({ noticias: 'pending' });
  });
});

describe('leaving', () => {
  test('from every list at once, with one record; again changes nothing', async () => {
    const asked = (await ask('mar@example.org', 'noticias', 'eventos', 'alertas'))!;
    const leave = () =>
      subscriptions().unsubscribe([asked.contactId], null, {
        channel: 'one-click',
        campaignId: 12,
        ...visit,
      });
    expect(await leave()).toBe(3);
    expect(await leave()).toBe(0);
    expect(Object.values(await statusesOf(asked.contactId))).toEqual(Array(3).fill('unsubscribed'));
    const revoked = (await recordsOf('mar@example.org')).filter((row) => row.action === 'revoked');
    expect(revoked).toMatchObject([{ list_id: null, channel: 'one-click', campaign_id: 12, ip: visit.ip }]);
  });

  test('everyone at the same moment, crosswise, ends well', async () => {
    const people = await Promise.all(
      Array.from({ length: 6 }, (_, i) => ask(`cruce${i}@example.org`, 'noticias', 'eventos')),
    );
    const ids = people.map((person) => person!.contactId);
    const changed = await Promise.all([
      subscriptions().unsubscribe(ids, null, { channel: 'admin' }),
      subscriptions().unsubscribe([...ids].reverse(), null, { channel: 'admin' }),
    ]);
    expect(changed[0] + changed[1]).toBe(12);
  });
});

describe('a word on being measured', () => {
  test('is kept with its proof; the same word again changes nothing', async () => {
    const { contactId } = (await ask('medida@example.org', 'noticias'))!;
    const say = (choice: 'allowed' | 'refused') =>
      subscriptions().setTracking(contactId, choice, {
        channel: 'preferences-page',
        notice: 'Pueden ver si abro los correos',
        language: 'es',
        ...visit,
      });
    expect((await subscriptions().standing(contactId))?.tracking).toBeNull();
    expect([await say('refused'), await say('refused')]).toEqual([true, false]);
    expect((await subscriptions().standing(contactId))?.tracking).toBe('refused');
    expect(await say('allowed')).toBe(true);
    expect((await subscriptions().standing(contactId))?.tracking).toBe('allowed');
    expect((await recordsOf('medida@example.org')).slice(1)).toMatchObject([
      { action: 'tracking-refused', channel: 'preferences-page', list_id: null, ip: visit.ip },
      { action: 'tracking-allowed', notice: 'Pueden ver si abro los correos', language: 'es' },
    ]);
    expect(await statusesOf(contactId)).toEqual({ noticias: 'pending' });
    expect(await subscriptions().setTracking(999999, 'allowed', { channel: 'admin' })).toBe(false);
  });

  test('cannot be put into anybody’s mouth by writing the field', async () => {
    const { contactId } = (await ask('callada@example.org', 'noticias'))!;
    const contacts = app.strapi.db.query('plugin::mail-campaigns.contact');
    await contacts.update({ where: { id: contactId }, data: { tracking: 'allowed', firstName: 'Luz' } });
    expect(await contactOf('callada@example.org')).toMatchObject({ tracking: null, firstName: 'Luz' });
    const made = await contacts.create({ data: { email: 'hecha@example.org', tracking: 'allowed' } });
    expect(made).toMatchObject({ email: 'hecha@example.org', tracking: null });
  });
});

describe('an editor adds people', () => {
  test('who left comes back only with a note', async () => {
    const asked = (await ask('rio@example.org', 'noticias'))!;
    await subscriptions().unsubscribe([asked.contactId], lists.noticias!, { channel: 'unsubscribe-page' });
    expect(await subscriptions().add([asked.contactId], [lists.noticias!], ' ', 1)).toBe(0);
    expect(await statusesOf(asked.contactId)).toEqual({ noticias: 'unsubscribed' });
    expect(await subscriptions().add([asked.contactId], [lists.noticias!], 'Lo pidió por teléfono', 1)).toBe(
      1,
    );
    expect(await statusesOf(asked.contactId)).toEqual({ noticias: 'confirmed' });
    expect((await recordsOf('rio@example.org')).at(-1)).toMatchObject({
      action: 'added',
      channel: 'admin',
      notice: 'Lo pidió por teléfono',
      actor_id: 1,
    });
  });

  test('more than a batch, unknown people and lists passed over, twice changes nothing', async () => {
    await app.strapi.db.query('plugin::mail-campaigns.contact').createMany({
      data: Array.from({ length: 1100 }, (_, i) => ({ email: `Masa${i}@example.net`, language: 'es' })),
    });
    const rows = await app.strapi.db.connection('mail_campaigns_contacts').where({ domain: 'example.net' });
    const ids = rows.map((row: any) => row.id as number);
    expect(ids).toHaveLength(1100);
    const add = () =>
      subscriptions().add([...ids, 999999], [lists.interna!, lists.eventos!, 999999], 'nota', null);
    expect(await add()).toBe(2200);
    expect(await add()).toBe(0);
  });
});

describe('erasing', () => {
  test('deletes person and subscriptions, tells the listeners in the same transaction, keeps the proof', async () => {
    const asked = (await ask('adios@example.org', 'noticias'))!;
    const heard: number[][] = [];
    contactsOf(app.strapi).onErase(async (ids, trx) => {
      heard.push([...ids]);
      expect(await trx('mail_campaigns_contacts').whereIn('id', [...ids])).toHaveLength(ids.length);
    });
    expect(await contactsOf(app.strapi).erase([asked.contactId, 999999], 5)).toBe(1);
    expect(heard).toEqual([[asked.contactId]]);
    expect(await contactOf('adios@example.org')).toBeNull();
    expect(await statusesOf(asked.contactId)).toEqual({});
    expect((await recordsOf('adios@example.org')).at(-1)).toMatchObject({ action: 'erased', actor_id: 5 });
  });

  test('a listener that fails keeps everything as it was', async () => {
    const asked = (await ask('queda@example.org', 'noticias'))!;
    let fail = true;
    contactsOf(app.strapi).onErase(async () => {
      if (fail) throw new Error('not now');
    });
    await expect(contactsOf(app.strapi).erase([asked.contactId], null)).rejects.toThrow('not now');
    fail = false;
    expect(await contactOf('queda@example.org')).not.toBeNull();
    expect(await statusesOf(asked.contactId)).toEqual({ noticias: 'pending' });
    expect(await actions('queda@example.org')).toEqual(['requested']);
  });
});
