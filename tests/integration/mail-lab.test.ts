import fs from 'node:fs';
import path from 'node:path';

import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { describeWithMailLab, startMailLab, type MailLab } from '../support/mail-lab';
import { startScriptedSmtp, type ScriptedSmtp } from '../support/scripted-smtp';
import { waitFor } from '../support/wait-for';

/** What the next server answers to RCPT, by the recipient's name. */
const ANSWERS: Record<string, string> = {
  unknown: '550 5.1.1 no such user',
  full: '452 4.2.2 mailbox full',
  overfull: '552 5.2.2 mailbox full',
  listed: '554 5.7.1 listed by a DNSBL',
  grey: '450 4.7.1 greylisted, come back later',
  'null-mx': '556 5.1.10 the domain takes no mail',
  spam: '554 5.7.1 looks like spam',
  dmarc: '550 5.7.26 not authenticated',
};
/** What comes back to the bounce address, by recipient: the status of the report (RFC 3464). */
const REPORTS: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(ANSWERS).map(([name, answer]) => [`${name}@dest.test`, answer.split(' ')[1] ?? '']),
  ),
  'nobody@lab.test': '5.1.1',
  'persona@nowhere.test': '5.1.2',
};

/** A campaign through a real Postfix to every kind of recipient. */
describeWithMailLab('a campaign through Postfix (MAIL_LAB)', () => {
  let lab: MailLab;
  let remote: ScriptedSmtp;
  let app: TestApp;
  let admin: AdminClient;
  let listId: number;

  beforeAll(async () => {
    remote = await startScriptedSmtp({
      script: (moment, line) => (moment === 'RCPT' ? ANSWERS[/<([^@]*)@/.exec(line)?.[1] ?? ''] : undefined),
    });
    lab = await startMailLab(remote.port);
    app = await startApp({
      config: {
        smtp: { host: '127.0.0.1', port: lab.smtpPort, connections: 3 },
        bounceAddress: 'bounce@bounces.lab.test',
        sending: { tickSeconds: 0.1 },
      },
    });
    admin = await app.admin();
    ({ listId } = await makeInstitution(admin));
  }, 60_000);
  afterAll(async () => {
    await app?.stop();
    lab?.stop();
    await remote?.stop();
  });

  const mailbox = (name: string): string[] => {
    const box = path.join(lab.folder, 'vmail', name, 'new');
    return fs.existsSync(box)
      ? fs.readdirSync(box).map((file) => fs.readFileSync(path.join(box, file), 'latin1'))
      : [];
  };
  const field = (message: string, name: string) =>
    new RegExp(`^${name}: (?:rfc822;)?\\s*(.*)$`, 'im').exec(message)?.[1]?.trim() ?? '';

  test('eleven kinds of recipients: each is accepted once, one arrives, ten reports come back', async () => {
    await addContacts(admin, listId, ['ana@lab.test', ...Object.keys(REPORTS)]);
    const id = await makeCampaign(admin, listId);
    await admin.post(`/campaigns/${id}/send`).expect(200);
    const campaign = await waitFor('the campaign to be sent', async () => {
      const { data } = (await admin.get(`/campaigns/${id}`)).body;
      return data.status === 'sent' ? data : null;
    });
    expect(campaign.ledger).toMatchObject({ recipients: 11, byStatus: { accepted: 11, uncertain: 0 } });
    const rows = (await admin.get(`/campaigns/${id}/deliveries?pageSize=100`)).body.data;
    for (const { reply } of rows) expect(reply).toMatch(/^250 2\.0\.0 Ok: queued as /);

    await waitFor('ten reports', () => mailbox('bounce').length >= 10);
    const reports = mailbox('bounce');
    expect(
      Object.fromEntries(
        reports.map((report) => [field(report, 'Original-Recipient'), field(report, 'Status')]),
      ),
    ).toEqual(REPORTS);
    expect(mailbox('ana')).toHaveLength(1);

    const ids = Object.fromEntries(rows.map((row: any) => [row.address, row.id]));
    for (const report of reports) {
      // To the address of this recipient alone (VERP), its tag in the envelope, too; our headers, not the whole e-mail.
      const tag = field(report, 'Original-Envelope-Id');
      expect(tag).toMatch(new RegExp(`^${ids[field(report, 'Original-Recipient')]}~[0-9a-f]+$`));
      expect(field(report, 'To')).toBe(`bounce+${tag}@bounces.lab.test`);
      expect(report).toContain('Content-Type: text/rfc822-headers');
      expect(report).not.toContain('</html>');
    }
  }, 60_000);
});
