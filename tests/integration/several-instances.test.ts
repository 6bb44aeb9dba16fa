import { startApp, TEST_SECRET } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { hasSeveralProcesses, useProcesses } from '../support/processes';
import { waitFor } from '../support/wait-for';

const everyone = Array.from({ length: 60 }, (_, i) => `persona${i}@personas.example`).sort();

const processes = useProcesses();
const onServer = hasSeveralProcesses ? test : test.skip;

onServer(
  'three processes find one due campaign: it starts once, everyone gets it once',
  async () => {
    const { sink, database } = processes.parts;
    const config = {
      secret: TEST_SECRET,
      smtp: sink.config,
      sending: { tickSeconds: 0.1, groupSize: 12, lotSize: 10 },
    };
    // Nobody ticks while the campaign is made.
    const app = await startApp({ config: { ...config, sending: { tickSeconds: 60 } }, database });
    const admin = await app.admin();
    const { listId } = await makeInstitution(admin);
    await addContacts(admin, listId, everyone);
    const id = await makeCampaign(admin, listId);
    await app.strapi.db
      .query('plugin::mail-campaigns.campaign')
      .update({ where: { id }, data: { status: 'scheduled', scheduledAt: new Date() } });
    await app.stop();

    const [first] = await processes.start(3, config);
    await waitFor('the campaign to be sent', async () => {
      const { status } = await first.run('state', id);
      return status === 'sent';
    });

    expect(sink.mails.flatMap(({ to }) => to).sort()).toEqual(everyone);
    const { totals, addsUp } = await first.run('balance', id);
    expect(addsUp).toBe(true);
    expect(totals).toMatchObject({ candidates: 60, byStatus: { accepted: 60, uncertain: 0 } });
  },
  120_000,
);
