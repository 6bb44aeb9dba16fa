import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { classifyFiles } from './command';
import { splitMailbox } from './mailbox';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-classify-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const write = (name: string, ...lines: string[]): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, lines.join('\n'));
  return file;
};

const bounce = (address: string) => [
  'Return-Path: <>',
  'From: MAILER-DAEMON@mx.example.org',
  'Subject: failure notice',
  '',
  "Hi. This is the qmail-send program at mx.example.org. I'm afraid I wasn't able to deliver your message.",
  '',
  `<${address}>:`,
  'Sorry, no mailbox here by that name. (#5.1.1)',
  '',
];

async function run(...files: string[]) {
  const said: unknown[] = [];
  const complained: string[] = [];
  const code = await classifyFiles(files, {
    say: (line) => said.push(JSON.parse(line)),
    complain: (line) => complained.push(line),
  });
  return { code, said, complained };
}

const hard = (address: string) => ({
  address,
  class: 'hard',
  reason: 'user_unknown',
  status: '5.1.1',
  reply: null,
  action: 'failed',
  rule: 'status:5.1.1',
});

test('a line for each message: of raw e-mails, of mailbox files, of bare bodies', async () => {
  const raw = write('raw.eml', ...bounce('ana@example.org'));
  const mailbox = write(
    'box.mbox',
    'From MAILER-DAEMON Mon Nov  2 10:00:00 2026',
    ...bounce('ana@example.org'),
    'From MAILER-DAEMON Mon Nov  2 10:05:00 2026',
    ...bounce('luis@example.org'),
    '>From here on it is quoted',
    '',
  );
  const body = write('body.txt', ...bounce('eva@example.org').slice(4));
  expect(await run(raw, mailbox, body)).toEqual({
    code: 0,
    said: [
      { file: raw, kind: 'bounce', recipients: [hard('ana@example.org')] },
      { file: mailbox, kind: 'bounce', recipients: [hard('ana@example.org')] },
      { file: mailbox, kind: 'bounce', recipients: [hard('luis@example.org')] },
      { file: body, kind: 'bounce', recipients: [hard('eva@example.org')] },
    ],
    complained: [],
  });
});

test('a file that is not there spoils nothing but the exit code', async () => {
  const raw = write('raw.eml', ...bounce('ana@example.org'));
  const missing = path.join(folder, 'missing.eml');
  const { code, said, complained } = await run(missing, raw);
  expect(code).toBe(1);
  expect(said).toHaveLength(1);
  expect(complained).toEqual([expect.stringContaining('missing.eml')]);
});

test('a mailbox file is split at its separators alone, and its quoting undone', () => {
  const separator = 'From a@b.example Mon Nov  2 10:00:00 2026';
  const parts = splitMailbox(
    Buffer.from(
      [
        separator,
        'Subject: 1',
        '',
        'Hello',
        '>From me',
        '>>From you',
        'From me, too',
        '',
        separator,
        'Subject: 2',
        '',
        '',
      ].join('\n'),
    ),
  );
  expect(parts.map(String)).toEqual([
    'Subject: 1\n\nHello\nFrom me\n>From you\nFrom me, too\n',
    'Subject: 2\n\n',
  ]);
});
