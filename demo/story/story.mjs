import fs from 'node:fs';

import { dim, say, step } from '../../scripts/lib/terminal.mjs';
import { createChance } from '../data/chance.mjs';
import { createAudience } from './audience.mjs';
import { moveCampaignBack, spreadEvents } from './backdate.mjs';
import { until } from './client.mjs';
import { comeBack } from './feedback.mjs';
import { AGREEMENT, IMPORTS, INSTITUTION, LISTS, PAST, PUBLICATION, SENDER, TEMPLATES } from './words.mjs';

const TIME_ZONE = 'America/Bogota';
const OPTIONS = { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true };

/** Lists, contacts and templates, the way an editor gets them in: through the admin API. */
async function settle(client) {
  await step('Institution, sender and lists', async () => {
    await client.put('/settings', { ...INSTITUTION, websiteUrl: `${publicOrigin()}/sitio/` });
    await client.post('/senders', SENDER);
  });
  const lists = {};
  for (const [key, list] of Object.entries(LISTS)) lists[key] = await client.post('/lists', list);
  for (const file of IMPORTS) await importFile(client, lists, file);
  const some = (await client.all(`/contacts?listId=${lists.bulletin.id}&sort=createdAt:asc`)).slice(0, 268);
  await client.post('/contacts/bulk', {
    ids: some.map(({ id }) => id),
    action: 'subscribe',
    listId: lists.calls.id,
    consentNote: AGREEMENT.calls,
  });
  const templates = {};
  for (const [key, { file, ...template }] of Object.entries(TEMPLATES)) {
    const mjml = fs.readFileSync(new URL(`./templates/${file}`, import.meta.url), 'utf8');
    templates[key] = await client.post('/templates', {
      ...template,
      mjml: mjml.replaceAll('%ORIGIN%', publicOrigin()),
    });
  }
  return { lists, templates };
}

const publicOrigin = () => `http://localhost:${process.env.PORT}`;

async function importFile(client, lists, { file, targets, into, agreement }) {
  await step(`Importing ${file}`, async () => {
    const form = new FormData();
    form.append('file', new Blob([fs.readFileSync(new URL(`../data/${file}`, import.meta.url))]), file);
    const uploaded = await client.post('/imports', form);
    await client.post(`/imports/${uploaded.id}/start`, {
      targets,
      listIds: into.map((key) => lists[key].id),
      updateExisting: false,
      consentNote: agreement,
    });
    const run = await until(`the import of ${file}`, async () => {
      const now = await client.get(`/imports/${uploaded.id}`);
      return ['done', 'failed'].includes(now.status) && now;
    });
    if (run.status === 'failed') throw new Error(`The import of ${file} failed: ${run.error}`);
    say(
      dim(
        `  ${run.totalRows} rows: ${run.created} new, ${run.updated + run.unchanged} known, ` +
          `${run.duplicates} twice in the file, ${run.refused} refused`,
      ),
    );
  });
}

/** A draft with everything in it. */
const draft = (client, { template, lists, ...campaign }) =>
  client.post('/campaigns', {
    fromName: SENDER.fromName,
    fromAddress: SENDER.fromAddress,
    replyTo: SENDER.replyTo,
    timeZone: TIME_ZONE,
    options: OPTIONS,
    uncertainPolicy: 'hold',
    ...campaign,
    mjml: template.mjml,
    listIds: lists.map(({ id }) => id),
  });

const ended = ({ status }) => ['sent', 'paused', 'failed', 'cancelled'].includes(status);

async function mustBeSent(client, id) {
  const campaign = await until(`campaign ${id} to be sent`, async () => {
    const now = await client.get(`/campaigns/${id}`);
    return ended(now) && now;
  });
  if (campaign.status !== 'sent') {
    throw new Error(
      `“${campaign.name}” is ${campaign.status} (${campaign.statusReason ?? 'no reason given'}).`,
    );
  }
  return campaign;
}

/** Sent for real, answered by an audience, then moved into the past. */
async function tellPast({ strapi, client, catcher, chance }, { lists, templates }) {
  for (const { daysAgo, template, to, ...campaign } of PAST) {
    await step(`Sending “${campaign.name}” of ${daysAgo} days ago`, async () => {
      const before = catcher.store.list({}).lastId;
      const { id } = await draft(client, {
        ...campaign,
        template: templates[template],
        lists: to.map((key) => lists[key]),
      });
      await client.post(`/campaigns/${id}/send`);
      await mustBeSent(client, id);
      await moveCampaignBack(strapi, id, daysAgo);
      await createAudience({ store: catcher.store, chance }).readOld(before);
      await spreadEvents(strapi, id, chance);
    });
  }
}

/** `YYYY-MM-DDTHH:mm` in Bogotá (UTC−5 all year), a week from now at eight in the morning. */
const nextWeek = () =>
  `${new Date(Date.now() + 7 * 86_400_000 - 5 * 3_600_000).toISOString().slice(0, 10)}T08:00`;

async function schedule(client, { lists, templates }) {
  const { id } = await draft(client, {
    ...PUBLICATION.next,
    template: templates.bulletin,
    lists: [lists.bulletin],
  });
  await client.post(`/campaigns/${id}/schedule`, { localTime: nextWeek(), timeZone: TIME_ZONE });
  await draft(client, { ...PUBLICATION.draft, template: templates.call, lists: [lists.calls] });
}

/** A visitor asks for the bulletin, gets one e-mail, and says yes by a button. Looking at a page changes nothing. */
async function subscribeVisitor({ client, catcher }, { lists }) {
  const pages = `${client.origin}/api/mail-campaigns`;
  const address = 'marta.visitante@correo.example';
  const before = catcher.store.list({}).lastId;
  const status = async () => {
    const [contact] = await client.all(`/contacts?search=${encodeURIComponent(address)}`);
    return contact?.subscriptions.find(({ listId }) => listId === lists.bulletin.id)?.status;
  };
  const post = async (url, fields) => {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    if (response.status >= 400)
      throw new Error(`POST ${url.replace(/\/confirm\/.*/, '/confirm/…')}: ${response.status}`);
  };
  const { data: form } = await (await fetch(`${pages}/forms/default`)).json();
  const opened = Date.now();
  await until('the time that a person takes to fill in a form', () => Date.now() - opened > 2100);
  await post(`${pages}/subscribe`, {
    time: form.time,
    email: address,
    firstName: 'Marta',
    lastName: 'Visitante',
    lists: lists.bulletin.slug,
  });
  const mail = await until('the confirmation e-mail', () => catcher.store.list({ after: before }).rows[0]);
  const { text } = await catcher.store.parsed(mail.id);
  const link = /https?:\S+\/confirm\/[\w~.-]+/.exec(text)?.[0].replace('//localhost:', '//127.0.0.1:');
  if (!link) throw new Error('The confirmation e-mail holds no link.');
  await fetch(link);
  if ((await status()) !== 'pending')
    throw new Error('Looking at the confirmation page has changed something.');
  await post(link, {});
  if ((await status()) !== 'confirmed') throw new Error('The confirmation was not kept.');
}

/** The main job: one e-mail to everyone on the bulletin's list, while its first readers open it. */
async function tellMain(people, { lists, templates }) {
  const { client, catcher, chance, isStopping } = people;
  const before = catcher.store.list({}).lastId;
  const { id } = await draft(client, {
    ...PUBLICATION.now,
    template: templates.bulletin,
    lists: [lists.bulletin],
  });
  const check = await client.get(`/campaigns/${id}/check`);
  if (!check.ready)
    throw new Error(`The campaign is not ready: ${check.problems.map(({ code }) => code).join(', ')}`);
  const audience = createAudience({ store: catcher.store, chance });
  await step(
    `Sending “${PUBLICATION.now.name}” to ${check.audience.recipients} people, who read along`,
    async () => {
      const start = Date.now();
      await client.post(`/campaigns/${id}/send`);
      let told = 0;
      await audience.readAlong(before, async () => {
        const { status, ledger } = await client.get(`/campaigns/${id}`);
        // The audience is fixed a moment after the order to send.
        if (!ledger) return isStopping() || ended({ status });
        const done = ledger.recipients - ledger.byStatus.pending - ledger.byStatus.in_flight;
        if (done - told >= 250 || (done === ledger.recipients && told < done)) {
          told = done;
          say(
            dim(
              `  ${done} of ${ledger.recipients} tried after ${((Date.now() - start) / 1000).toFixed(1)} s`,
            ),
          );
        }
        return isStopping() || ended({ status });
      });
      await mustBeSent(client, id);
    },
  );
  await step('Three complaints and a few late bounces come back', () => comeBack(people, before));
  const { opens, clicks, left, scans } = audience.did;
  say(
    dim(
      `  the readers: ${opens} opens, ${clicks} clicks, ${left} unsubscribed, ${scans} e-mails examined by gateways`,
    ),
  );
}

/**
 * What the demo shows, told at the first start by the same doors that people use.
 * @param campaigns false: institution, lists and contacts only.
 */
export async function tell({ strapi, client, catcher, campaigns, isStopping }) {
  const people = { strapi, client, catcher, isStopping, chance: createChance(7) };
  const things = await settle(client);
  if (!campaigns) return;
  await tellPast(people, things);
  await schedule(client, things);
  await step('A visitor subscribes and confirms', () => subscribeVisitor(people, things));
  await tellMain(people, things);
}
