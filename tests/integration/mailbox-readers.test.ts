import fs from 'node:fs';
import path from 'node:path';

import { createAccess, type Access } from '../../server/bounces/mailbox/access/access';
import { createImapReader } from '../../server/bounces/mailbox/imap';
import type { Fate, FoundMessage, MailboxOptions, MailboxReader } from '../../server/bounces/mailbox/mailbox';
import { createPop3Reader } from '../../server/bounces/mailbox/pop3';
import { mailboxDefaults } from '../../server/config';
import { describeWithMailLab, LAB_PASSWORD, startMailLab, type MailLab } from '../support/mail-lab';
import { startTokenServer, type TokenServer } from '../support/token-server';
import { waitFor } from '../support/wait-for';

/** Lets Dovecot take OAuth 2 tokens, too, and ask the token server whose they are. */
function takeTokens({ folder }: MailLab, { introspectionUrl }: TokenServer): void {
  const settings = path.join(folder, 'dc', 'oauth2.conf');
  fs.writeFileSync(
    settings,
    [
      `introspection_url = ${introspectionUrl}`,
      'introspection_mode = auth',
      'username_attribute = username',
      'active_attribute = active',
      'active_value = true',
    ].join('\n'),
  );
  fs.appendFileSync(
    path.join(folder, 'dc', 'dovecot.conf'),
    `
auth_mechanisms = plain xoauth2
# Refuses without making anybody wait for it.
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${settings}
}
`,
  );
  const master = fs.readFileSync(path.join(folder, 'run', 'master.pid'), 'utf8');
  process.kill(Number(master), 'SIGHUP');
}

/** What every way of reading a mailbox keeps, on a real Dovecot. */
describeWithMailLab('readers of mailboxes (MAIL_LAB)', () => {
  let lab: MailLab;
  let tokens: TokenServer;
  let delivered = 0;

  beforeAll(async () => {
    lab = await startMailLab(1);
    tokens = await startTokenServer();
    takeTokens(lab, tokens);
  }, 60_000);
  afterAll(async () => {
    lab?.stop();
    await tokens?.stop();
  });

  const boxOf = (user: string) => path.join(lab.folder, 'vmail', user);
  /** As an MTA delivers: written aside, then moved in one step (maildir). */
  const deliver = (user: string, raw: string): void => {
    const box = boxOf(user);
    for (const folder of ['tmp', 'new', 'cur']) fs.mkdirSync(path.join(box, folder), { recursive: true });
    const name = `${Date.now()}.${(delivered += 1)}.lab`;
    fs.writeFileSync(path.join(box, 'tmp', name), raw.replace(/\r?\n/g, '\n'));
    fs.renameSync(path.join(box, 'tmp', name), path.join(box, 'new', name));
    for (const each of [box, ...fs.readdirSync(box).map((folder) => path.join(box, folder))])
      fs.chownSync(each, 5000, 5000);
    fs.chownSync(path.join(box, 'new', name), 5000, 5000);
  };
  const inFolder = (user: string, folder: string): number =>
    ['new', 'cur']
      .map((kind) => path.join(boxOf(user), folder === 'INBOX' ? '' : `.${folder}`, kind))
      .reduce((count, each) => count + (fs.existsSync(each) ? fs.readdirSync(each).length : 0), 0);

  const message = (subject: string, body = 'hola') => `From: a@lab.test\nSubject: ${subject}\n\n${body}\n`;
  const subjectOf = ({ raw }: FoundMessage) => /^Subject: (.*?)\r?$/m.exec(raw.toString('latin1'))?.[1] ?? '';

  const options = (protocol: 'imap' | 'pop3', user: string, more = {}): MailboxOptions => ({
    ...mailboxDefaults,
    ...{ name: 'lab', protocol, user, host: '127.0.0.1', password: LAB_PASSWORD, secure: false },
    port: protocol === 'imap' ? lab.imapPort : lab.popPort,
    pollSeconds: 1,
    ...more,
  });
  const remembered = new Map<string, Set<string>>();
  const accessTo = (given: MailboxOptions): Access =>
    createAccess(given, { latest: () => Promise.resolve(null), keep: () => Promise.resolve() });
  const readerOf = (given: MailboxOptions, access: Access): MailboxReader =>
    given.protocol === 'imap'
      ? createImapReader(given, access)
      : createPop3Reader(given, access, {
          known: () => Promise.resolve(remembered.get(given.user) ?? new Set()),
          keep: (ids) => Promise.resolve(void remembered.set(given.user, new Set(ids))),
        });

  /** Reads until `enough` messages were taken in; `fates` by subject, `done` for others. */
  const read = async (
    given: MailboxOptions,
    enough: number,
    fates: Record<string, Fate | Error> = {},
    access = accessTo(given),
  ) => {
    const end = new AbortController();
    const taken: FoundMessage[] = [];
    const passes: number[] = [];
    const running = readerOf(given, access).watch(
      (found) => {
        const fate = fates[subjectOf(found)] ?? 'done';
        if (fate instanceof Error) throw fate;
        taken.push(found);
        return Promise.resolve(fate);
      },
      (count) => Promise.resolve(void passes.push(count)),
      end.signal,
    );
    const failure = running.catch((error: unknown) => error);
    try {
      await Promise.race([
        failure.then((error) => {
          if (error) throw error as Error;
        }),
        waitFor('messages', () => taken.length >= enough && passes.length > 0),
      ]);
    } finally {
      end.abort();
      await failure;
    }
    return taken;
  };

  describe.each(['imap', 'pop3'] as const)('%s', (protocol) => {
    const user = (name: string) => `${protocol}-${name}`;

    test('takes in what is there, the oldest first, each once, and puts it where it belongs', async () => {
      const who = user('fates');
      for (const subject of ['one', 'broken', 'letter', 'two']) deliver(who, message(subject));
      const fates = { broken: 'poison', letter: 'left' } as const;
      const taken = await read(options(protocol, who), 4, fates);
      expect(taken.map(subjectOf)).toEqual(['one', 'broken', 'letter', 'two']);
      const stays = protocol === 'imap' ? 1 : 2;
      await waitFor('the mailbox to be tidy', () => inFolder(who, 'INBOX') === stays);
      if (protocol === 'imap') {
        expect(inFolder(who, mailboxDefaults.doneFolder)).toBe(2);
        expect(inFolder(who, mailboxDefaults.poisonFolder)).toBe(1);
      }
      deliver(who, message('three'));
      const later = await read(options(protocol, who), 1, fates);
      expect(later.map(subjectOf)).toEqual(['three']);
    }, 60_000);

    test('waits for more', async () => {
      const who = user('waits');
      deliver(who, message('first'));
      const reading = read(options(protocol, who), 2);
      await waitFor('the first one to go', () => inFolder(who, 'INBOX') === 0);
      deliver(who, message('second'));
      expect((await reading).map(subjectOf)).toEqual(['first', 'second']);
    }, 60_000);

    test('what could not be stored comes again', async () => {
      const who = user('again');
      deliver(who, message('one'));
      const down = new Error('the database is away');
      await expect(read(options(protocol, who), 1, { one: down })).rejects.toThrow(down);
      expect(inFolder(who, 'INBOX')).toBe(1);
      expect((await read(options(protocol, who), 1)).map(subjectOf)).toEqual(['one']);
    }, 60_000);

    test('hands over the very bytes: dots, long lines, octets that are no text', async () => {
      const who = user('bytes');
      const body = ['.', '..', '.x', '', 'y'.repeat(2000), '\u00e9\u00ff', '.'].join('\n');
      deliver(who, message('bytes', body));
      const [found] = await read(options(protocol, who), 1);
      const text = found?.raw.toString('utf8') ?? '';
      expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toBe(`${body}\n`.replaceAll('\n', '\r\n'));
    }, 60_000);

    test('reads no more of a huge message than it may', async () => {
      const who = user('huge');
      deliver(who, message('huge', `${'z'.repeat(900)}\n`.repeat(3000)));
      const [found] = await read(options(protocol, who, { maxMegabytes: 1 }), 1);
      expect(subjectOf(found as FoundMessage)).toBe('huge');
      expect(found?.raw.length).toBeGreaterThan(100_000);
      expect(found?.raw.length).toBeLessThanOrEqual(1024 * 1024);
    }, 60_000);

    test('says why nobody is let in, without the password', async () => {
      const wrong = options(protocol, user('nobody'), { password: 'not-the-password' });
      const failure = await read(wrong, 1).catch((error: Error & { responseText?: string }) => error);
      const words = failure instanceof Error ? `${failure.message} ${failure.responseText ?? ''}` : '';
      expect(words).toMatch(/auth/i);
      expect(words).not.toContain('not-the-password');
    }, 60_000);

    describe('by OAuth 2', () => {
      const byToken = (who: string) => {
        const oauth2 = { tokenUrl: tokens.tokenUrl, clientId: 'app', clientSecret: 'Geheim' };
        return options(protocol, who, { password: undefined, oauth2 });
      };
      /** Grants tokens that hold for so long, each of its own name. */
      const grant = (who: string, seconds: number) => {
        tokens.holders.clear();
        tokens.answer = () => {
          const token = `${who}-${tokens.asked.length}-${'x'.repeat(1500)}`;
          tokens.holders.set(token, who);
          return [200, { access_token: token, expires_in: seconds }];
        };
      };

      test('reads, and goes on with another token before the first one ends', async () => {
        const who = user('token');
        grant(who, 1);
        const before = tokens.asked.length;
        deliver(who, message('first'));
        const reading = read(byToken(who), 2);
        await waitFor('the first one to go', () => inFolder(who, 'INBOX') === 0);
        await waitFor('another token', () => tokens.asked.length > before + 1);
        deliver(who, message('second'));
        expect((await reading).map(subjectOf)).toEqual(['first', 'second']);
      }, 60_000);

      test('asks for another token where the server takes the kept one no longer', async () => {
        const who = user('revoked');
        grant(who, 3600);
        const given = byToken(who);
        const access = accessTo(given);
        deliver(who, message('one'));
        await read(given, 1, {}, access);
        tokens.holders.clear();
        deliver(who, message('two'));
        expect((await read(given, 1, {}, access)).map(subjectOf)).toEqual(['two']);
      }, 60_000);

      test('says that the mailbox does not take the token, and does not say the token', async () => {
        const who = user('stranger');
        grant(who, 3600);
        const failure = await read(byToken(user('other')), 1).catch((error: unknown) => error);
        expect(failure).toMatchObject({ reason: 'mailbox-refused', words: expect.stringMatching(/auth/i) });
        expect(String(failure)).not.toContain('xxx');
      }, 60_000);
    });

    test('gives up where it may not go without TLS', async () => {
      await expect(read(options(protocol, user('tls'), { requireTls: true }), 1)).rejects.toThrow();
    }, 60_000);
  });
});
