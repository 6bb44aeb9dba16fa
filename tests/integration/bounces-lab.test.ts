import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import nodemailer from 'nodemailer';

import { startApp, type AdminClient, type TestApp } from '../support/app';
import { addContacts, makeCampaign, makeInstitution } from '../support/institution';
import { describeWithMailLab, LAB_PASSWORD, startMailLab, type MailLab } from '../support/mail-lab';
import { startScriptedSmtp, type ScriptedSmtp } from '../support/scripted-smtp';
import { waitFor } from '../support/wait-for';

const SWAKS = '/usr/bin/swaks';

/** What the next server answers to RCPT, by the recipient's name. */
const ANSWERS: Record<string, string> = {
  unknown: '550 5.1.1 no such user',
  espanol: '550 5.1.1 El usuario no existe',
  disabled: '550 5.2.1 the mailbox is disabled',
  moved: '551 5.1.6 the user has moved and left no address',
  'null-mx': '556 5.1.10 the domain takes no mail',
  full: '452 4.2.2 mailbox full',
  overfull: '552 5.2.2 mailbox full',
  grey: '450 4.7.1 greylisted, come back later',
  down: '421 4.3.2 shutting down',
  listed: '554 5.7.1 listed by a DNSBL',
  spam: '554 5.7.1 looks like spam',
  dmarc: '550 5.7.26 not authenticated',
  big: '552 5.3.4 message too big',
};

/** Class of the feedback, and class and row of the report, by recipient. */
const EXPECTED: Record<string, [feedback: string, bounceClass: string | null, bounceReason: string | null]> =
  {
    'ana@lab.test': ['', null, null],
    'nobody@lab.test': ['hard', 'hard', 'unknown_address'],
    'persona@nowhere.test': ['hard', 'hard', 'unknown_domain'],
    'unknown@dest.test': ['hard', 'hard', 'unknown_address'],
    'espanol@dest.test': ['hard', 'hard', 'unknown_address'],
    'disabled@dest.test': ['hard', 'hard', 'disabled'],
    'moved@dest.test': ['hard', 'hard', 'disabled'],
    'null-mx@dest.test': ['hard', 'hard', 'unknown_domain'],
    'full@dest.test': ['soft', 'soft', 'mailbox_full'],
    'overfull@dest.test': ['soft', 'soft', 'mailbox_full'],
    'grey@dest.test': ['soft', 'soft', 'policy'],
    'down@dest.test': ['soft', 'soft', 'server'],
    'listed@dest.test': ['block', 'soft', 'policy'],
    'spam@dest.test': ['block', 'soft', 'policy'],
    'dmarc@dest.test': ['block', 'soft', 'policy'],
    'big@dest.test': ['content', 'soft', 'content'],
  };

/** What comes back, from a real Postfix, read from a real Dovecot. */
describeWithMailLab('bounces by mailbox (MAIL_LAB)', () => {
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
    const mailbox = { host: '127.0.0.1', secure: false, password: LAB_PASSWORD, pollSeconds: 1 };
    app = await startApp({
      config: {
        smtp: { host: '127.0.0.1', port: lab.smtpPort, connections: 3 },
        bounceAddress: 'bounce@bounces.lab.test',
        unsubscribeAddress: 'postmaster@lab.test',
        sending: { tickSeconds: 0.1 },
        mailboxes: [
          { name: 'bounces', port: lab.imapPort, user: 'bounce', ...mailbox },
          { name: 'leaving', protocol: 'pop3', port: lab.popPort, user: 'postmaster', ...mailbox },
        ],
      },
    });
    admin = await app.admin();
    ({ listId } = await makeInstitution(admin));
  }, 90_000);
  afterAll(async () => {
    await app?.stop();
    lab?.stop();
    await remote?.stop();
  });

  const rows = (table: string) => app.strapi.db.getConnection(`mail_campaigns_${table}`);
  const feedback = (where: object): Promise<Record<string, any>[]> =>
    rows('feedback').where(where).orderBy('id');
  const deliveries = async (id: number): Promise<Record<string, any>[]> =>
    (await admin.get(`/campaigns/${id}/deliveries?pageSize=100`)).body.data;
  const sent = async (addresses: string[]): Promise<number> => {
    await addContacts(admin, listId, addresses);
    const id = await makeCampaign(admin, listId);
    await admin.post(`/campaigns/${id}/send`).expect(200);
    await waitFor('the campaign to be sent', async () => {
      return (await admin.get(`/campaigns/${id}`)).body.data.status === 'sent';
    });
    return id;
  };
  const inbox = (user: string): string[] => {
    const box = path.join(lab.folder, 'vmail', user, 'new');
    return fs.existsSync(box)
      ? fs.readdirSync(box).map((file) => fs.readFileSync(path.join(box, file), 'latin1'))
      : [];
  };
  /** The campaign's e-mail to Ana, and the tag in its return path. */
  const arrived = () => {
    const mail = inbox('ana').find((text) => /^List-Unsubscribe:/m.test(text)) ?? '';
    return { mail, tag: /bounce\+(\d+~[0-9a-f]{32})@/.exec(mail)?.[1] ?? '' };
  };
  /** As a provider, or anybody else, sends a message by hand. */
  const swaks = (to: string, data: string, from = '<>'): void => {
    const file = path.join(lab.folder, 'message.eml');
    fs.writeFileSync(file, data);
    const server = ['--server', '127.0.0.1', '--port', String(lab.smtpPort)];
    execFileSync(SWAKS, [...server, '--from', from, '--to', to, '--data', `@${file}`], { stdio: 'ignore' });
  };

  let campaignId: number;

  test('sixteen kinds of recipients: each report lands on the right e-mail with the right class', async () => {
    campaignId = await sent(Object.keys(EXPECTED));
    await waitFor('the reports', async () => (await feedback({ state: 'matched' })).length === 15);
    const found = await deliveries(campaignId);
    const classes = new Map((await feedback({})).map((row) => [row.delivery_id, row.class]));
    const outcome = found.map(({ id, address, bounceClass, bounceReason }) => [
      address,
      [classes.get(id) ?? '', bounceClass, bounceReason],
    ]);
    expect(Object.fromEntries(outcome)).toEqual(EXPECTED);
    for (const { status } of found) expect(status).toBe('accepted');
    const { data } = (await admin.get('/mailboxes')).body;
    expect(data.mailboxes[0]).toMatchObject({ name: 'bounces', troubleSince: null, taken: 15 });
    const suppressed = await rows('suppressions').where({ reason: 'hard_bounce' });
    expect(suppressed).toHaveLength(7);
  }, 90_000);

  test('a delay and a success are no bounces', async () => {
    lab.postfix('postconf', '-e', 'maximal_queue_lifetime=1d', 'delay_warning_time=1s');
    lab.postfix('postfix', 'reload');
    ANSWERS.slow = '450 4.2.0 come back later';
    const id = await sent(['slow@dest.test']);
    const warning = { class: 'delay', address: 'slow@dest.test' };
    await waitFor('the warning', async () => (await feedback(warning)).length === 1);
    const row = (await deliveries(id)).find(({ address }) => address === 'slow@dest.test');
    expect(row).toMatchObject({ status: 'accepted', bounceClass: null });

    const { tag } = arrived();
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: lab.smtpPort, ignoreTLS: true });
    await transport.sendMail({
      envelope: { from: `bounce+${tag}@bounces.lab.test`, to: 'ana@lab.test' },
      dsn: { id: tag, return: 'headers', notify: 'success', recipient: 'ana@lab.test' },
      raw: 'From: boletin@instituto.example\r\nSubject: once more\r\n\r\nhola\r\n',
    });
    transport.close();
    await waitFor('the receipt', async () => (await feedback({ class: 'success' })).length === 1);
    expect((await feedback({ class: 'success' }))[0]).toMatchObject({ state: 'matched', matched_by: 'tag' });
  }, 90_000);

  test('a forged report suppresses nobody', async () => {
    const { tag } = arrived();
    const forged = `${tag.slice(0, -1)}${tag.endsWith('0') ? '1' : '0'}`;
    const report = (to: string) =>
      [
        'From: MAILER-DAEMON@evil.test',
        `To: <${to}>`,
        'Subject: Undelivered Mail Returned to Sender',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; evil.test',
        `Original-Envelope-Id: ${forged}`,
        '',
        'Final-Recipient: rfc822; ana@lab.test',
        'Action: failed',
        'Status: 5.1.1',
        '',
        '--b--',
        '',
      ].join('\r\n');
    const before = await rows('suppressions').select('id');
    for (const to of ['bounce@bounces.lab.test', `bounce+${forged}@bounces.lab.test`]) swaks(to, report(to));
    await waitFor('both', async () => (await feedback({ state: 'unmatched' })).length === 2);
    expect(await rows('suppressions').select('id')).toEqual(before);
    const ana = (await deliveries(campaignId)).find(({ address }) => address === 'ana@lab.test');
    expect(ana).toMatchObject({ bounceClass: null });
  }, 90_000);

  test('a letter to unsubscribe takes its sender off the list, by the tag alone', async () => {
    const { mail } = arrived();
    const header = /^List-Unsubscribe: (.*)$/m.exec(mail.replace(/\r?\n[ \t]+/g, ' '))?.[1] ?? '';
    const [, to = '', subject = ''] = /<mailto:([^?]+)\?subject=([^>]+)>/.exec(header) ?? [];
    expect(to).toBe('postmaster@lab.test');
    const letter = (words: string) =>
      `From: somebody@else.test\r\nTo: ${to}\r\nSubject: ${words}\r\nMessage-ID: <${words.length}@x.test>\r\n\r\n\r\n`;
    swaks(to, letter(`Re: ${decodeURIComponent(subject)}`), 'somebody@else.test');
    swaks(to, letter(decodeURIComponent(subject)), 'somebody@else.test');
    await waitFor('the leaving', async () => (await feedback({ class: 'unsubscribe' })).length === 1);
    const [contact] = await rows('contacts').where({ email: 'ana@lab.test' });
    const [subscription] = await rows('subscriptions').where({ contact_id: contact.id, list_id: listId });
    expect(subscription.status).toBe('unsubscribed');
    const records = await rows('consent_records').where({ contact_id: contact.id, action: 'revoked' });
    expect(records).toMatchObject([{ channel: 'mail' }]);
    const [row] = await rows('deliveries').where({
      id: (await feedback({ class: 'unsubscribe' }))[0]?.delivery_id,
    });
    expect(row.unsubscribed_at).not.toBeNull();
  }, 90_000);

  test('a complaint by ARF suppresses at once, and no message of ours answers anything', async () => {
    const { mail, tag } = arrived();
    const arf = [
      'From: fbl@provider.test',
      'To: bounce@bounces.lab.test',
      'Subject: complaint',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'This is an e-mail abuse report.',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'User-Agent: test/1',
      'Version: 1',
      `Original-Mail-From: <bounce+${tag}@bounces.lab.test>`,
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      // As providers pass it on: without what would tell them, and us, who complains.
      mail
        .replace(/^(?:Return-Path|Delivered-To|Message-ID|List-Unsubscribe):.*\n(?:[ \t].*\n)*/gim, '')
        .replace(/\r?\n/g, '\r\n'),
      '--b--',
      '',
    ].join('\r\n');
    swaks('bounce@bounces.lab.test', arf, 'fbl@provider.test');
    await waitFor('the complaint', async () => (await feedback({ class: 'complaint' })).length === 1);
    expect(await rows('suppressions').where({ reason: 'complaint' })).toHaveLength(1);

    const before = remote.mails.length;
    const auto =
      'From: ana@lab.test\r\nTo: bounce@bounces.lab.test\r\nSubject: Fuera de la oficina\r\nAuto-Submitted: auto-replied\r\n\r\nVuelvo el lunes.\r\n';
    swaks(`bounce+${tag}@bounces.lab.test`, auto, 'ana@lab.test');
    await waitFor(
      'the answer by a machine',
      async () => (await feedback({ class: 'autoreply' })).length === 1,
    );
    expect(remote.mails.length).toBe(before);
    expect(inbox('ana').filter((text) => /^Auto-Submitted/im.test(text))).toEqual([]);
  }, 90_000);
});
