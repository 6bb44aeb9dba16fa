import fs from 'node:fs';
import path from 'node:path';

import { classifyMessage } from './classify';

const folder = path.resolve(__dirname, '../../../tests/fixtures/bounces');

/** File, kind, and of each recipient address, class, reason and status. */
const EXPECTED: [string, string, (string | null)[][]][] = [
  ['postfix-unknown', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['postfix-delayed', 'delay', [['maria@example.org', 'delay', 'network', '4.4.1']]],
  ['relayed', 'success', [['maria@example.org', 'success', 'delivered', '2.0.0']]],
  [
    'several-recipients',
    'bounce',
    [
      ['ana@example.org', 'hard', 'user_unknown', '5.1.1'],
      ['luis@example.org', 'soft', 'mailbox_full', '5.2.2'],
      ['eva@example.org', 'success', 'delivered', '2.0.0'],
    ],
  ],
  ['filter-after-data', 'bounce', [['maria@example.org', 'unknown', 'filtered', '5.0.0']]],
  ['full-under-5.1.1', 'bounce', [['maria@example.org', 'soft', 'mailbox_full', '5.1.1']]],
  ['blocklist-under-5.1.1', 'bounce', [['maria@example.org', 'block', 'reputation', '5.7.1']]],
  ['smtputf8', 'bounce', [['peña@example.org', 'content', 'content', '5.6.7']]],
  ['xtext-original', 'bounce', [['maria+noticias@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['gmail-es', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['gmail-full-es', 'bounce', [['maria@example.org', 'soft', 'mailbox_full', '5.2.2']]],
  ['correo-es', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['dominio-es', 'bounce', [['maria@nadie.example', 'hard', 'domain_unknown', '5.1.2']]],
  ['correio-pt', 'bounce', [['maria@example.org', 'soft', 'mailbox_full', '5.2.2']]],
  ['unzustellbar-de', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['non-remis-fr', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['haishin-ja', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  [
    'qmail',
    'bounce',
    [
      ['maria@example.org', 'hard', 'user_unknown', '5.1.1'],
      ['luis@example.org', 'soft', 'mailbox_full', '4.2.2'],
    ],
  ],
  ['exim', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.0.0']]],
  ['sendmail-transcript', 'bounce', [['maria@nadie.example', 'hard', 'domain_unknown', '5.0.0']]],
  ['exchange-5.5', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['domino', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['aol-screen-name', 'bounce', [['mariaperez@aol.example', 'block', 'restricted', '5.0.0']]],
  ['office365-html', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.10']]],
  ['dmarc-refused', 'bounce', [['maria@example.org', 'block', 'authentication', '5.7.26']]],
  ['no-boundary', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
  ['bare-fields', 'bounce', [['maria@example.org', 'hard', 'domain_unknown', '5.4.4']]],
  ['arf-abuse', 'complaint', [['maria@example.org', 'complaint', 'feedback', null]]],
  ['arf-redacted', 'complaint', [['maria@example.org', 'complaint', 'feedback', null]]],
  [
    'arf-auth-failure',
    'auth-failure',
    [['maria@example.org', 'auth-failure', 'authentication_report', null]],
  ],
  ['arf-not-spam', 'none', []],
  ['jmrp', 'complaint', [['maria@example.org', 'complaint', 'feedback', null]]],
  ['vacation-es', 'autoreply', [['maria@example.org', 'autoreply', 'vacation', null]]],
  ['vacation-de', 'autoreply', [['maria@example.org', 'autoreply', 'vacation', null]]],
  ['challenge', 'challenge', [['maria@example.org', 'autoreply', 'challenge', null]]],
  ['person-quotes-report', 'none', []],
  ['parcel', 'none', []],
  ['sns-json', 'bounce', [['maria@example.org', 'hard', 'user_unknown', '5.1.1']]],
];

test.each(EXPECTED)('%s is a %s', (name, kind, recipients) => {
  const told = classifyMessage(fs.readFileSync(path.join(folder, `${name}.eml`)));
  expect({
    kind: told.kind,
    recipients: told.recipients.map(({ address, class: own, reason, status }) => [
      address,
      own,
      reason,
      status,
    ]),
  }).toEqual({ kind, recipients });
});

test('no fixture is forgotten', () => {
  const names = fs.readdirSync(folder).map((name) => name.replace(/\.eml$/, ''));
  expect(EXPECTED.map(([name]) => name).sort()).toEqual(names.sort());
});
