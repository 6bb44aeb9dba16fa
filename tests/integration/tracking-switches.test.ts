import { simpleParser, type ParsedMail } from 'mailparser';

import type { CampaignOptions } from '../../contracts';
import { subscriptionsOf } from '../../server/contacts';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { inputOf, makeCampaign, makeList } from '../support/campaign';
import { urlsIn } from '../support/every-mail';
import { PUBLIC } from '../support/recipient';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';
import { listen, type Wire } from '../support/wire';

const FIREFOX = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0' };
/** As somebody else's statistics read them: an ampersand, a blank, a plus, a fragment, other letters, both cases. */
const TARGETS = [
  'https://example.org/?utm_source=boletin&utm_medium=email&utm_campaign=dic%2F26&utm_content=a%20b+c#secci%C3%B3n',
  'https://example.org/%C3%B1and%C3%BA;v=1?q=%c3%b1&b=2&a=1&b=3&&utm_term=#',
];
const MJML = `<mjml><mj-body><mj-section><mj-column>
  ${TARGETS.map((url) => `<mj-button href="${url.replaceAll('&', '&amp;')}">Leer</mj-button>`).join('')}
</mj-column></mj-section></mj-body></mjml>`;
const PEOPLE = { silent: 'ana@example.org', allowed: 'luis@example.org', refused: 'eva@example.org' };
type Person = keyof typeof PEOPLE;

let sink: SmtpSink;
let app: TestApp;
let admin: AdminClient;
let wire: Wire;
let listId: number;

beforeAll(async () => {
  sink = await startSmtpSink();
  app = await startApp({
    config: { smtp: sink.config, sending: { tickSeconds: 0.1 }, tracking: { tooSoonSeconds: 0 } },
  });
  wire = await listen(app);
  admin = await app.admin();
  listId = await makeList(app.strapi, 'boletin', Object.values(PEOPLE));
  await choose('allowed', 'allowed');
  await choose('refused', 'refused');
});
afterAll(async () => {
  await app.stop();
  await sink.stop();
});

async function choose(person: Person, choice: 'allowed' | 'refused'): Promise<void> {
  const contact = await app.strapi.db
    .query('plugin::mail-campaigns.contact')
    .findOne({ where: { email: PEOPLE[person] } });
  await subscriptionsOf(app.strapi).setTracking(contact.id, choice, { channel: 'preferences-page' });
}

/** Sends a campaign to the three. @returns what each of them got. */
async function send(options: Partial<CampaignOptions>): Promise<Record<Person, ParsedMail>> {
  sink.mails.length = 0;
  const draft = await makeCampaign(admin, [listId], { mjml: MJML });
  const input = { ...inputOf(draft), options: { ...draft.options, ...options } };
  await admin.put(`/campaigns/${draft.id}`, input).expect(200);
  await admin.post(`/campaigns/${draft.id}/send`).expect(200);
  await waitFor('sent', async () => {
    const { body } = await admin.get(`/campaigns/${draft.id}`);
    return body.data.status === 'sent';
  });
  const mails = await Promise.all(
    Object.entries(PEOPLE).map(async ([person, address]) => {
      const mail = sink.mails.find(({ to }) => to[0] === address);
      return [person, await simpleParser(mail?.raw ?? '')] as const;
    }),
  );
  return Object.fromEntries(mails) as Record<Person, ParsedMail>;
}

const base = () => `${String(app.strapi.config.get('server.absoluteUrl'))}${PUBLIC}/`;
/** Paths of ours by page: `open`, `click`. */
const pathsOf = (mail: ParsedMail, page: string): string[] =>
  urlsIn(mail)
    .filter((url) => url.startsWith(`${base()}${page}/`))
    .map((url) => new URL(url).pathname);
const hasTargets = (mail: ParsedMail): boolean => TARGETS.every((url) => urlsIn(mail).includes(url));

const events = async (): Promise<string[]> =>
  app.strapi.db.getConnection('mail_campaigns_events').orderBy('id').pluck('type');
const get = (path: string, headers: object = {}) => wire.send(path, { headers: { ...FIREFOX, ...headers } });

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('opens measured: %s, clicks: %s; never of who refused', async (trackOpens, trackClicks) => {
  const mails = await send({ trackOpens, trackClicks });
  for (const [person, mail] of Object.entries(mails) as [Person, ParsedMail][]) {
    const measured = person !== 'refused';
    expect({
      person,
      pixels: pathsOf(mail, 'open').length,
      // Both targets and the hidden link, in the HTML; the text has the first two alike.
      clicks: pathsOf(mail, 'click').length,
      straight: hasTargets(mail),
    }).toEqual({
      person,
      pixels: trackOpens && measured ? 1 : 0,
      clicks: trackClicks && measured ? 3 : 0,
      straight: !(trackClicks && measured),
    });
  }
});

describe('an e-mail that is measured', () => {
  let mail: ParsedMail;
  let later: ParsedMail;
  beforeAll(async () => {
    ({ silent: mail, allowed: later } = await send({}));
  });

  test('leads to the very bytes that the editor wrote', async () => {
    const answers = await Promise.all(pathsOf(mail, 'click').map((path) => get(path)));
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302]);
    const locations = answers.map(({ headers }) => headers.location);
    expect(locations).toEqual(expect.arrayContaining(TARGETS));
  });

  test('counts its opens, except of a browser that asks not to be tracked', async () => {
    const [pixel = ''] = pathsOf(mail, 'open');
    const before = await events();
    for (const headers of [{ DNT: '1' }, { 'Sec-GPC': '1' }]) {
      expect((await get(pixel, headers)).status).toBe(200);
    }
    expect(await events()).toEqual(before);
    for (const headers of [{ DNT: '0' }, {}]) expect((await get(pixel, headers)).status).toBe(200);
    expect(await events()).toEqual([...before, 'open', 'open']);
  });

  test('counts a click all the same: it is an act', async () => {
    const before = await events();
    await get(pathsOf(mail, 'click')[0] ?? '', { 'Sec-GPC': '1', DNT: '1' });
    expect(await events()).toEqual([...before, 'click']);
  });

  test('counts nothing from the moment at which the person refuses, and leads on', async () => {
    const before = await events();
    await choose('allowed', 'refused');
    expect((await get(pathsOf(later, 'open')[0] ?? '')).status).toBe(200);
    expect((await get(pathsOf(later, 'click')[0] ?? '')).headers.location).toBe(TARGETS[0]);
    expect(await events()).toEqual(before);
    await choose('allowed', 'allowed');
    await get(pathsOf(later, 'open')[0] ?? '');
    expect(await events()).toEqual([...before, 'open']);
  });
});
