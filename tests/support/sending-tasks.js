/** What a sending process can be asked: functions of Strapi and of arguments that travel as JSON. */
const plugin = (strapi, service) => strapi.plugin('mail-campaigns').service(service);
const query = (strapi, type) => strapi.db.query(`plugin::mail-campaigns.${type}`);
const isPostgres = (strapi) => strapi.db.dialect.client === 'postgres';

const SENDER = { fromName: 'Instituto de Prueba', fromAddress: 'boletin@instituto.example' };

/** Who sends, as the settings would have it. */
async function makeInstitution(strapi) {
  await strapi.store({ type: 'plugin', name: 'mail-campaigns' }).set({
    key: 'institution',
    value: {
      name: 'Instituto de Prueba',
      postalAddress: 'Calle 1 # 2-3, Bogotá',
      websiteUrl: 'https://example.org',
      color: '#4945ff',
      language: 'es',
      timeZone: 'America/Bogota',
    },
  });
  await query(strapi, 'sender').create({ data: SENDER });
}

/**
 * A list of people who have all confirmed, written by SQL whatever their number: `persona<n>@<slug>.example`.
 * The hashes of their addresses are made up: nothing but a suppression would ever be compared with them.
 * SQLite and PostgreSQL.
 * @returns the list's id
 */
async function makeAudience(strapi, { slug, recipients }) {
  const list = await query(strapi, 'list').create({
    data: { name: `Lista ${slug}`, slug, optIn: 'double', visibility: 'private' },
  });
  const knex = strapi.db.connection;
  const [asJson, hash] = isPostgres(strapi)
    ? [(sql) => `cast(${sql} as jsonb)`, `md5('a' || n) || md5('b' || n)`]
    : [(sql) => sql, 'lower(hex(randomblob(32)))'];
  const now = new Date();
  const [{ last }] = await knex('mail_campaigns_contacts').max({ last: 'id' });
  await knex.raw(
    `insert into mail_campaigns_contacts (document_id, email, email_hash, domain, first_name, last_name,
       first_name_folded, last_name_folded, language, attributes, created_at, updated_at)
     with recursive people(n) as (select 1 union all select n + 1 from people where n < ?)
     select ? || n, 'persona' || n || '@' || ?, ${hash}, ?,
       'María ' || n, 'Gómez Peñalosa', 'maria ' || n, 'gomez penalosa', 'es',
       ${asJson(`'{"ciudad":"Bogotá","programa":"Ingeniería ' || n || '"}'`)}, ?, ?
     from people`,
    [recipients, slug, `${slug}.example`, `${slug}.example`, now, now],
  );
  await knex.raw(
    `insert into mail_campaigns_subscriptions (contact_id, list_id, status, confirmed_at, created_at, updated_at)
     select id, ${Number(list.id)}, 'confirmed', ?, ?, ? from mail_campaigns_contacts where id > ?`,
    [now, now, now, last ?? 0],
  );
  return list.id;
}

/** A draft that is ready to be sent. @returns its id */
async function makeCampaign(strapi, { listId, mjml, ...fields }) {
  const campaign = await query(strapi, 'campaign').create({
    data: {
      name: 'Boletín de prueba',
      subject: 'Novedades para {{ contact.firstName }}',
      preheader: 'Lo que viene este mes',
      ...SENDER,
      lists: [listId],
      mjml,
      timeZone: 'America/Bogota',
      ...fields,
    },
  });
  return campaign.id;
}

/** The status alone starts a campaign: the lifecycle hook queues the send, whoever wrote it. */
const send = (strapi, id) =>
  query(strapi, 'campaign').update({ where: { id }, data: { status: 'sending' }, select: ['id'] });

const pause = (strapi, id) => plugin(strapi, 'campaign-sending').pause(id);
const resume = (strapi, id) => plugin(strapi, 'campaign-sending').resume(id);

/** Where a campaign stands, without a look at its ledger. */
const state = (strapi, id) =>
  query(strapi, 'campaign').findOne({ where: { id }, select: ['status', 'statusReason', 'finishedAt'] });

/** The totals and whether they add up. */
const balance = (strapi, id) => plugin(strapi, 'ledger').balance(id);

/** Every row of a campaign: `{ address, status, worker_id, reply }`. */
const ledgerRows = (strapi, id) =>
  strapi.db
    .connection('mail_campaigns_deliveries')
    .where({ campaign_id: id })
    .orderBy('id')
    .select('address', 'status', 'worker_id', 'reply');

/** Under which id this process sends; null until its first heartbeat. */
async function workerId(strapi) {
  const row = await strapi.db
    .connection('mail_campaigns_workers')
    .where({ pid: process.pid })
    .orderBy('id', 'desc')
    .first('worker_id');
  return row?.worker_id ?? null;
}

module.exports = {
  makeInstitution,
  makeAudience,
  makeCampaign,
  send,
  pause,
  resume,
  state,
  balance,
  ledgerRows,
  workerId,
};
