import { deliveryOf } from '../../server/delivery';
import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const everyone = Array.from({ length: 12 }, (_, i) => `persona${i}@personas.example`).sort();

let app: TestApp;
let sink: SmtpSink;

afterEach(async () => {
  await app.stop();
  await sink.stop();
});

/** A campaign on its way to a relay that is not there. */
async function sendToNobody(relayDownMinutes: number): Promise<{ admin: AdminClient; id: number }> {
  sink = await startSmtpSink();
  await sink.stop();
  app = await startApp({
    config: { smtp: sink.config, sending: { tickSeconds: 0.1, groupSize: 8, relayDownMinutes } },
  });
  const admin = await app.admin();
  const { listId } = await makeInstitution(admin);
  await addContacts(admin, listId, everyone);
  const id = await makeCampaign(admin, listId);
  await admin.post(`/campaigns/${id}/send`).expect(200);
  return { admin, id };
}

const reach = (admin: AdminClient, id: number, status: string) =>
  waitFor(`the campaign to be ${status}`, async () => {
    const { data } = (await admin.get(`/campaigns/${id}`)).body;
    return data.status === status && data.ledger?.byStatus.in_flight === 0 ? data : null;
  });

test('a relay that comes back: sending goes on by itself, everyone gets it once', async () => {
  const { admin, id } = await sendToNobody(10);
  await waitFor(
    'the relay to be missed',
    () => deliveryOf(app.strapi).report()?.transports[0]?.circuit === 'open',
  );
  const { data } = (await admin.get(`/campaigns/${id}`)).body;
  expect(data).toMatchObject({ status: 'sending', ledger: { byStatus: { pending: 12, uncertain: 0 } } });
  sink = await startSmtpSink(sink.port);
  await reach(admin, id, 'sent');
  expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual(everyone);
});

test('a relay that stays away: the campaign pauses, nobody is lost, one click goes on', async () => {
  const { admin, id } = await sendToNobody(0.02);
  const paused = await reach(admin, id, 'paused');
  expect(paused).toMatchObject({
    statusReason: 'transport-unavailable',
    ledger: { byStatus: { pending: 12, uncertain: 0, rejected: 0 } },
  });
  sink = await startSmtpSink(sink.port);
  await admin.post(`/campaigns/${id}/resume`).expect(200);
  await reach(admin, id, 'sent');
  expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual(everyone);
});
