import { consentOf } from '../../server/consent';
import { clock } from '../../server/lib/clock';
import { keepChange } from '../../server/pages/preferences/address/pending';
import { signAddress } from '../../server/pages/preferences/address/token';
import type { AdminClient, TestApp } from './app';
import { formTime } from './forms';
import { CAMPAIGN, preferenceTools, type Reader } from './preferences';
import { PUBLIC, tokens } from './recipient';

/** One answer of a public route, with somebody new behind it. */
export interface Visit {
  name: string;
  /** As the room declares it: `POST /unsubscribe/:token`. */
  route: string;
  status: number;
  url: string;
  /** What the form sends; a GET without. */
  fields?: Record<string, string | number>;
  /** What is answered, where it is no page of ours. */
  other?: 'download' | 'feed' | 'image' | 'json' | 'mail' | 'redirect' | 'script';
}

const DAY_MS = 86_400_000;

/** A form with a challenge, and a list that lets people choose how often. */
async function furnish(admin: AdminClient, listId: number): Promise<void> {
  await admin.put(`/lists/${listId}`, {
    name: 'Boletín',
    description: 'Lo que pasa en el instituto, los jueves.',
    optIn: 'double',
    visibility: 'public',
    offersFrequency: true,
  });
  await admin.post('/lists', {
    name: 'Convocatorias',
    description: 'Becas y concursos en cuanto se abren.',
    optIn: 'double',
    visibility: 'public',
  });
  const { data } = (await admin.get('/forms?page=1')).body as { data: [{ definition: object }] };
  await admin.post('/forms', { name: 'Feria', definition: { ...data[0].definition, challenge: true } });
}

/** Every page and other answer that visitors and recipients can get to, each with the state that it needs. */
export async function publicWalk(app: TestApp, admin: AdminClient, listId: number): Promise<Visit[]> {
  await furnish(admin, listId);
  const { reader, urlOutside } = preferenceTools(
    () => app,
    () => admin,
    () => listId,
  );
  const proofOf = (text: string) => /name="proof" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const post = (url: string, fields: object) => app.visitor.post(url).type('form').send(fields);

  /** The link of a confirmation e-mail of that age, to somebody new who has asked for the list. */
  const confirm = async (days = 0): Promise<string> => {
    const someone = await reader();
    await app.strapi.db.query('plugin::mail-campaigns.subscription').updateMany({
      where: { contactId: someone.contactId },
      data: { status: 'pending', confirmedAt: null },
    });
    const issued = Math.floor((clock.now().getTime() - days * DAY_MS) / 1000);
    const mark = consentOf(app.strapi).addressHash(someone.email).slice(0, 16);
    return `${PUBLIC}/confirm/${tokens.sign('confirm', someone.contactId, issued, String(listId), mark)}`;
  };
  const address = async (): Promise<string> => {
    const { contactId, email } = await reader();
    const hash = (text: string) => consentOf(app.strapi).addressHash(text);
    const next = `nueva${contactId}@personas.example`;
    const change = { contactId, address: next, addressHash: hash(next), fromHash: hash(email) };
    const id = await keepChange(app.strapi, change);
    return `${PUBLIC}/address/${signAddress(app.strapi, id, hash(next))}`;
  };
  const leaving = async () => (await reader()).unsubscribeUrl;
  const choosing = async () => (await reader()).url;
  const left = async (field: 'url' | 'unsubscribeUrl', fields: object) => {
    const someone: Reader = await reader();
    return { url: someone[field], proof: proofOf((await post(someone[field], fields)).text) };
  };
  const letterOf = async () => {
    const { deliveryId } = await reader();
    await app.strapi.db.query('plugin::mail-campaigns.frozen-content').create({
      data: {
        campaignId: CAMPAIGN,
        subject: 'Hola',
        html: '<p>Hola {{ contact.firstName }}</p>',
        text: 'Hola',
        fromName: 'Instituto',
        fromAddress: 'boletin@instituto.example',
        createdAt: clock.now(),
      },
    });
    return `${PUBLIC}/view/${tokens.sign('view', deliveryId)}`;
  };
  const onLists = { lists: 'boletin', email: 'visita@personas.example' };
  const withTime = async () => ({ ...onLists, time: await formTime(app) });
  const undo = await left('unsubscribeUrl', { scope: 'list' });
  const back = await left('url', { action: 'leave' });
  const choices = { action: 'save', shown: listId, language: 'es', firstName: '', lastName: '' };
  const moved = await reader();

  return [
    { name: 'subscribe', route: 'GET /subscribe', status: 200, url: `${PUBLIC}/subscribe` },
    {
      name: 'subscribe-wrong',
      route: 'POST /subscribe',
      status: 400,
      url: `${PUBLIC}/subscribe`,
      fields: { email: 'ana' },
    },
    {
      name: 'received',
      route: 'POST /subscribe',
      status: 200,
      url: `${PUBLIC}/subscribe`,
      fields: await withTime(),
    },
    {
      name: 'subscribe-once-more',
      route: 'POST /subscribe/:slug',
      status: 200,
      url: `${PUBLIC}/subscribe/default`,
      fields: onLists,
    },
    {
      name: 'subscribe-challenge',
      route: 'GET /subscribe/:slug',
      status: 200,
      url: `${PUBLIC}/subscribe/feria`,
    },
    { name: 'form-gone', route: 'GET /subscribe/:slug', status: 404, url: `${PUBLIC}/subscribe/ninguno` },
    {
      name: 'script',
      route: 'GET /forms/script.js',
      status: 200,
      url: `${PUBLIC}/forms/script.js`,
      other: 'script',
    },
    {
      name: 'definition',
      route: 'GET /forms/:slug',
      status: 200,
      url: `${PUBLIC}/forms/feria`,
      other: 'json',
    },
    { name: 'confirm', route: 'GET /confirm/:token', status: 200, url: await confirm() },
    { name: 'confirm-expired', route: 'GET /confirm/:token', status: 410, url: await confirm(30) },
    {
      name: 'confirmed',
      route: 'POST /confirm/:token',
      status: 200,
      url: await confirm(),
      fields: {},
    },
    {
      name: 'confirm-again',
      route: 'POST /confirm/:token/again',
      status: 200,
      url: `${await confirm(30)}/again`,
      fields: {},
    },
    { name: 'unsubscribe', route: 'GET /unsubscribe/:token', status: 200, url: await leaving() },
    {
      name: 'left-list',
      route: 'POST /unsubscribe/:token',
      status: 200,
      url: await leaving(),
      fields: { scope: 'list' },
    },
    {
      name: 'left-all',
      route: 'POST /unsubscribe/:token',
      status: 200,
      url: await leaving(),
      fields: { scope: 'all' },
    },
    {
      name: 'left-already',
      route: 'GET /unsubscribe/:token',
      status: 200,
      url: (await left('unsubscribeUrl', { scope: 'all' })).url,
    },
    {
      name: 'undone',
      route: 'POST /unsubscribe/:token',
      status: 200,
      url: undo.url,
      fields: { action: 'undo', proof: undo.proof },
    },
    {
      name: 'thanks',
      route: 'POST /unsubscribe/:token',
      status: 200,
      url: (await left('unsubscribeUrl', { scope: 'list' })).url,
      fields: { action: 'reason', reason: 'too_many', words: '' },
    },
    {
      name: 'bad-choice',
      route: 'POST /unsubscribe/:token',
      status: 400,
      url: await leaving(),
      fields: { scope: 'nothing' },
    },
    { name: 'preferences', route: 'GET /preferences/:token', status: 200, url: await choosing() },
    {
      name: 'preferences-saved',
      route: 'POST /preferences/:token',
      status: 200,
      url: await choosing(),
      fields: choices,
    },
    {
      name: 'preferences-paused',
      route: 'POST /preferences/:token',
      status: 200,
      url: await choosing(),
      fields: { action: 'pause', weeks: 4 },
    },
    {
      name: 'preferences-wrong',
      route: 'POST /preferences/:token',
      status: 400,
      url: await choosing(),
      fields: { action: 'save' },
    },
    {
      name: 'address-wrong',
      route: 'POST /preferences/:token',
      status: 400,
      url: await choosing(),
      fields: { action: 'address', email: 'nada' },
    },
    {
      name: 'address-asked',
      route: 'POST /preferences/:token',
      status: 200,
      url: await choosing(),
      fields: { action: 'address', email: moved.email },
    },
    {
      name: 'left-everything',
      route: 'POST /preferences/:token',
      status: 200,
      url: await choosing(),
      fields: { action: 'leave' },
    },
    {
      name: 'preferences-undone',
      route: 'POST /preferences/:token',
      status: 200,
      url: back.url,
      fields: { action: 'undo', proof: back.proof },
    },
    {
      name: 'download',
      route: 'POST /preferences/:token',
      status: 200,
      url: await choosing(),
      fields: { action: 'download', format: 'csv' },
      other: 'download',
    },
    {
      name: 'erase',
      route: 'GET /preferences/:token/erase',
      status: 200,
      url: `${await choosing()}/erase`,
    },
    {
      name: 'erased',
      route: 'POST /preferences/:token/erase',
      status: 200,
      url: `${await choosing()}/erase`,
      fields: { action: 'erase' },
    },
    {
      name: 'moved',
      route: 'GET /preferences/:token',
      status: 410,
      url: urlOutside(moved.contactId, 'otra@personas.example'),
    },
    { name: 'address', route: 'GET /address/:token', status: 200, url: await address() },
    {
      name: 'address-changed',
      route: 'POST /address/:token',
      status: 200,
      url: await address(),
      fields: {},
    },
    {
      name: 'test',
      route: 'GET /unsubscribe/:token',
      status: 200,
      url: `${PUBLIC}/unsubscribe/${tokens.sign('unsubscribe', 0)}`,
    },
    { name: 'not-found', route: 'GET /click/:token', status: 404, url: `${PUBLIC}/click/nada` },
    {
      name: 'hidden-link',
      route: 'GET /click/:token',
      status: 302,
      url: `${PUBLIC}/click/${tokens.sign('click', (await reader()).deliveryId, 'h')}`,
      other: 'redirect',
    },
    {
      name: 'pixel',
      route: 'GET /open/:token',
      status: 200,
      url: `${PUBLIC}/open/nada`,
      other: 'image',
    },
    { name: 'archive', route: 'GET /archive', status: 200, url: `${PUBLIC}/archive` },
    { name: 'archive-gone', route: 'GET /archive/:slug', status: 404, url: `${PUBLIC}/archive/9-nada` },
    {
      name: 'rss',
      route: 'GET /archive/feed.xml',
      status: 200,
      url: `${PUBLIC}/archive/feed.xml`,
      other: 'feed',
    },
    {
      name: 'json-feed',
      route: 'GET /archive/feed.json',
      status: 200,
      url: `${PUBLIC}/archive/feed.json`,
      other: 'feed',
    },
    { name: 'view', route: 'GET /view/:token', status: 200, url: await letterOf(), other: 'mail' },
  ];
}
