/** The past, made by hand: what the demo has just sent becomes something sent weeks ago. Only for this demo's SQLite. */

const DAY = 86_400_000;
const DATES = {
  mail_campaigns_deliveries: [
    'campaign_id',
    ['first_attempt_at', 'next_attempt_at', 'accepted_at', 'bounced_at', 'unsubscribed_at', 'updated_at'],
  ],
  mail_campaigns_feedback: ['campaign_id', ['received_at']],
  mail_campaigns_suppression_records: ['campaign_id', ['occurred_at']],
  mail_campaigns_frozen_contents: ['campaign_id', ['created_at']],
  mail_campaigns_campaigns: ['id', ['created_at', 'frozen_at', 'started_at', 'finished_at']],
};

/** Moves everything that a campaign's ledger and schedule say about time `days` back. */
export async function moveCampaignBack(strapi, campaignId, days) {
  const { connection } = strapi.db;
  for (const [table, [key, columns]] of Object.entries(DATES)) {
    await connection(table)
      .where(key, campaignId)
      .update(
        Object.fromEntries(columns.map((column) => [column, connection.raw('?? - ?', [column, days * DAY])])),
      );
  }
}

/**
 * Spreads a campaign's opens and clicks over the two days after it was sent, most of them in the first hours, and
 * moves who left today to a day after the sending.
 */
export async function spreadEvents(strapi, campaignId, chance) {
  const { connection } = strapi.db;
  const { started_at: start } = await connection('mail_campaigns_campaigns').where('id', campaignId).first();
  const events = await connection('mail_campaigns_events').where('campaign_id', campaignId).select('id');
  await connection.transaction(async (trx) => {
    for (const { id } of events) {
      const hours = Math.min(48, -Math.log(1 - chance.next()) * 7);
      await trx('mail_campaigns_events')
        .where('id', id)
        .update({ occurred_at: Number(start) + Math.round(hours * 3_600_000) + 60_000 });
    }
    await trx('mail_campaigns_deliveries')
      .where('campaign_id', campaignId)
      .where('unsubscribed_at', '>', Date.now() - DAY)
      .update({ unsubscribed_at: Number(start) + DAY });
  });
}
