import type { Core } from '@strapi/strapi';

import type { ExclusionReason } from '../../contracts';
import { clock } from '../lib/clock';
import { chunk, qualified, table, toCount, type Transaction } from '../lib/database';
import type { FrozenContent } from './service';
import { CONTACTS, DELIVERIES, FROZEN_CONTENTS, LINKS, SUBSCRIPTIONS, SUPPRESSIONS } from './tables';
import { frequencyBindings, gotOneLately, IS_PAUSED, pauseBindings } from './wishes';

/**
 * Everyone on the lists, each once, with the list through which they are written to and the reason why not, if any.
 * A suppression outweighs everything; a confirmed subscription outweighs a pending one; pending outweighs left. Of the
 * confirmed ones, one through which the person may be written to now outweighs one of which they want fewer e-mails.
 */
const candidatesOf = (listIds: readonly number[]) => `
  select c.id as contact_id,
         coalesce(h.open_list, h.confirmed_list, h.pending_list, h.left_list) as list_id,
         c.email as address,
         coalesce(c.email_hash, concat('contact-', c.id)) as address_hash,
         coalesce(c.domain, '') as domain,
         case
           when p.reason = 'hard_bounce' then 'suppressed_hard_bounce'
           when p.reason = 'complaint' then 'suppressed_complaint'
           when p.reason = 'soft_limit' then 'suppressed_soft_limit'
           when p.reason = 'manual' then 'suppressed_manual'
           when h.confirmed_list is null and h.pending_list is not null then 'unconfirmed'
           when h.confirmed_list is null then 'unsubscribed'
           when c.email_hash is null or c.domain is null or c.email not like '%_@_%' then 'invalid_address'
           when ${IS_PAUSED} then 'paused'
           when h.open_list is null then 'frequency'
         end as reason
  from (
    select s.contact_id,
           min(case when s.status = 'confirmed' and not ${gotOneLately()} then s.list_id end) as open_list,
           min(case when s.status = 'confirmed' then s.list_id end) as confirmed_list,
           min(case when s.status = 'pending' then s.list_id end) as pending_list,
           min(s.list_id) as left_list
    from ?? s where s.list_id in (${listIds.map(() => '?').join(', ')}) group by s.contact_id
  ) h
  join ?? c on c.id = h.contact_id
  left join ?? p on p.address_hash = c.email_hash`;

function candidates(strapi: Core.Strapi, listIds: readonly number[]) {
  return {
    sql: candidatesOf(listIds),
    bindings: [
      ...pauseBindings(),
      ...frequencyBindings(strapi),
      qualified(strapi, SUBSCRIPTIONS),
      ...listIds,
      qualified(strapi, CONTACTS),
      qualified(strapi, SUPPRESSIONS),
    ],
  };
}

/** What a freeze of these lists would give now. */
export async function audience(strapi: Core.Strapi, listIds: readonly number[]) {
  const excluded: Partial<Record<ExclusionReason, number>> = {};
  let recipients = 0;
  let total = 0;
  if (listIds.length > 0) {
    const { sql, bindings } = candidates(strapi, listIds);
    const rows: { reason: ExclusionReason | null; rows: unknown }[] = await strapi.db
      .getConnection()
      .select('reason')
      .count({ rows: '*' })
      .from(strapi.db.connection.raw(`(${sql}) as candidates`, bindings as never))
      .groupBy('reason');
    for (const { reason, rows: count } of rows) {
      total += toCount(count);
      if (reason) excluded[reason] = toCount(count);
      else recipients = toCount(count);
    }
  }
  return { candidates: total, recipients, excluded };
}

/** Writes one ledger row per candidate, in one statement whatever the audience's size. */
export async function freezeAudience(
  strapi: Core.Strapi,
  campaignId: number,
  listIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  const { sql, bindings } = candidates(strapi, listIds);
  await trx.raw(
    `insert into ?? (campaign_id, contact_id, list_id, address, address_hash, domain, status, reason, attempts,
       open_count, click_count, machine_open_count, machine_click_count, privacy_open_count, updated_at)
     select ?, contact_id, list_id, address, address_hash, domain,
       case when reason is null then 'pending' else 'excluded' end, reason, 0, 0, 0, 0, 0, 0, ?
     from (${sql}) candidates`,
    [qualified(strapi, DELIVERIES), campaignId, clock.now(), ...bindings] as never,
  );
  const [{ rows }] = (await table(strapi, DELIVERIES, trx)
    .where({ campaign_id: campaignId })
    .count({ rows: '*' })) as [{ rows: unknown }];
  await table(strapi, FROZEN_CONTENTS, trx)
    .where({ campaign_id: campaignId })
    .update({ candidates: toCount(rows) });
}

/** Fixes content and link targets. @returns false where the campaign was frozen before. */
export async function freezeContent(
  strapi: Core.Strapi,
  campaignId: number,
  { links, options, ...content }: FrozenContent,
  trx: Transaction,
): Promise<boolean> {
  const known: unknown = await table(strapi, FROZEN_CONTENTS, trx)
    .where({ campaign_id: campaignId })
    .first('id');
  if (known) return false;
  await table(strapi, FROZEN_CONTENTS, trx).insert({
    campaign_id: campaignId,
    subject: content.subject,
    preheader: content.preheader,
    html: content.html,
    text: content.text,
    from_name: content.fromName,
    from_address: content.fromAddress,
    reply_to: content.replyTo,
    options: JSON.stringify(options),
    created_at: clock.now(),
  });
  const rows = links.map((url, position) => ({ campaign_id: campaignId, position, url }));
  for (const part of chunk(rows)) await table(strapi, LINKS, trx).insert(part);
  return true;
}
