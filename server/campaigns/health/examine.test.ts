import { makeKey } from '../../../tests/support/dkim';
import { zoneDns, type Zone } from '../../../tests/support/dns-zone';
import { HEALTH_CHECKS, type HealthCheckKey, type SenderHealth } from '../../../contracts';
import { configSchema, defaults, smtpDefaults, loadDkimKeys } from '../../config';
import { describeKeys } from '../../delivery';
import { examine } from './examine';

const privateKey = makeKey('rsa');
const dkim = { 'idep.edu.co': { selector: 's1', privateKey } };
const record = describeKeys(loadDkimKeys({ dkim }))[0]?.record ?? '';
const DKIM_NAME = 's1._domainkey.idep.edu.co';

/** Everything as it should be. */
const GOOD: Zone = {
  'idep.edu.co': { TXT: ['v=spf1 ip4:203.0.113.5 -all'], MX: [[10, 'mail.idep.edu.co']] },
  'mail.idep.edu.co': { A: ['203.0.113.5'] },
  '203.0.113.5': { PTR: ['mail.idep.edu.co'] },
  [DKIM_NAME]: { TXT: [record] },
  '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=reject; rua=mailto:dmarc@idep.edu.co'] },
  '_mta-sts.idep.edu.co': { TXT: ['v=STSv1; id=20261101'] },
  '_smtp._tls.idep.edu.co': { TXT: ['v=TLSRPTv1; rua=mailto:tls@idep.edu.co'] },
  'default._bimi.idep.edu.co': { TXT: ['v=BIMI1; l=https://idep.edu.co/l.svg; a=https://idep.edu.co/c.pem'] },
};

interface Given {
  zone?: Zone;
  config?: object;
  smtp?: object | null;
  sender?: object;
  publicUrl?: string;
}

const look = ({
  zone = {},
  config = {},
  smtp = {},
  sender = {},
  publicUrl = 'https://cms.idep.edu.co',
}: Given) =>
  examine(
    zoneDns({ ...GOOD, ...zone }),
    { id: 1, fromAddress: 'boletin@idep.edu.co', replyTo: null, transport: null, ...sender },
    {
      publicUrl,
      config: configSchema.parse({
        ...defaults,
        dkim,
        ...(smtp && { smtp: { ...smtpDefaults, host: 'mail.idep.edu.co', requireTls: true, ...smtp } }),
        ...config,
      }),
    },
  );

const checkOf = ({ checks }: SenderHealth, key: HealthCheckKey) => {
  const check = checks.find((one) => one.key === key);
  if (!check) throw new Error(`no check ${key}`);
  return check;
};
const codesOf = (health: SenderHealth, key: HealthCheckKey) =>
  checkOf(health, key).findings.map(({ code }) => code);

test('a domain in order is good in everything, and needs nothing', async () => {
  const health = await look({});
  expect(health.checks.map(({ key, state }) => `${key}: ${state}`)).toEqual(
    HEALTH_CHECKS.map((key) => `${key}: ok`),
  );
  expect(health.state).toBe('ok');
  expect(health.checks.flatMap(({ publish }) => publish)).toEqual([]);
  expect(health.bulk).toEqual(
    ['gmail', 'yahoo', 'outlook'].map((provider) => ({ provider, ready: true, missing: [], unknown: [] })),
  );
});

/** What differs from a domain in order, the check, what it finds, and the values of the records to publish. */
const CASES: [name: string, given: Given, key: HealthCheckKey, codes: string[], publish?: string[]][] = [
  [
    'no SPF record: the one to publish names our mail server',
    { zone: { 'idep.edu.co': { MX: [[10, 'mail.idep.edu.co']] } } },
    'spf',
    ['spf-missing'],
    ['v=spf1 ip4:203.0.113.5 ~all'],
  ],
  [
    'no SPF record, and nobody knows who sends: none is proposed that would shut us out',
    { zone: { 'idep.edu.co': {} }, smtp: { host: '10.0.0.8' } },
    'spf',
    ['spf-missing', 'spf-relay-unknown'],
    [],
  ],
  [
    'two SPF records become one, with the softer end',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 ip4:203.0.113.5 -all', 'v=spf1 mx ip4:203.0.113.5 ~all'] } } },
    'spf',
    ['spf-several'],
    ['v=spf1 ip4:203.0.113.5 mx ~all'],
  ],
  [
    'our mail server is not in the record',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 ip4:198.51.100.1 -all'] } } },
    'spf',
    ['spf-relay-refused'],
    ['v=spf1 ip4:198.51.100.1 ip4:203.0.113.5 -all'],
  ],
  [
    'our mail server is not in the record that another one is',
    {
      zone: {
        'idep.edu.co': { TXT: ['v=spf1 redirect=_spf.example.net'] },
        '_spf.example.net': { TXT: ['v=spf1 -all'] },
      },
    },
    'spf',
    ['spf-relay-refused'],
    ['v=spf1 ip4:203.0.113.5 redirect=_spf.example.net'],
  ],
  [
    'everybody may send',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 +all'] } } },
    'spf',
    ['spf-allows-all', 'spf-relay-allowed'],
    ['v=spf1 ip4:203.0.113.5 ~all'],
  ],
  [
    'everybody may send, and nobody knows who does: no end is proposed that would shut us out',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 +all'] } }, smtp: { host: '10.0.0.8' } },
    'spf',
    ['spf-allows-all', 'spf-relay-unknown'],
    [],
  ],
  [
    'a record without an end',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 mx ip4:203.0.113.5'] } } },
    'spf',
    ['spf-ok', 'spf-open-end', 'spf-relay-allowed'],
    ['v=spf1 mx ip4:203.0.113.5 ~all'],
  ],
  [
    'a record that cannot be read says nothing of our server',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 ipv4:203.0.113.5 -all'] } } },
    'spf',
    ['spf-syntax'],
    ['v=spf1 ip4:203.0.113.5 -all'],
  ],
  [
    'a reference to nothing is taken out, and what is missing put in',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 include:gone.example mx:other.example -all'] } } },
    'spf',
    ['spf-include-missing'],
    ['v=spf1 mx:other.example ip4:203.0.113.5 -all'],
  ],
  [
    'a record that another domain breaks cannot be set right here',
    {
      zone: {
        'idep.edu.co': { TXT: ['v=spf1 ip4:203.0.113.5 include:broken.example -all'] },
        'broken.example': { TXT: ['v=spf1 foo -all'] },
      },
    },
    'spf',
    ['spf-syntax', 'spf-relay-allowed'],
    [],
  ],
  [
    'a mechanism that receivers pass over',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 ip4:203.0.113.5 ptr -all'] } } },
    'spf',
    ['spf-ok', 'spf-ptr', 'spf-relay-allowed'],
  ],
  ['the DNS fails', { zone: { 'idep.edu.co': { broken: 'SERVFAIL' } } }, 'spf', ['unreadable']],
  [
    'Google Workspace is not in the record',
    { smtp: { host: 'smtp-relay.gmail.com' } },
    'spf',
    ['spf-provider-missing'],
    ['v=spf1 ip4:203.0.113.5 include:_spf.google.com -all'],
  ],
  [
    'Google Workspace is in the record',
    {
      smtp: { host: 'smtp-relay.gmail.com' },
      zone: {
        'idep.edu.co': { TXT: ['v=spf1 include:_spf.google.com ~all'] },
        '_spf.google.com': { TXT: ['v=spf1 ip4:198.51.100.0/24 ~all'] },
      },
    },
    'spf',
    ['spf-ok', 'spf-provider-allowed'],
  ],
  [
    'Amazon writes its own domain into the envelope: ours needs no record',
    { smtp: { host: 'email-smtp.us-east-1.amazonaws.com' }, zone: { 'idep.edu.co': {} } },
    'spf',
    ['spf-provider-envelope'],
    [],
  ],
  [
    'SPF is of the bounce domain',
    { config: { bounceAddress: 'rebotes@rebotes.idep.edu.co' } },
    'spf',
    ['spf-missing'],
    ['v=spf1 ip4:203.0.113.5 ~all'],
  ],

  ['the record of the key is missing', { zone: { [DKIM_NAME]: {} } }, 'dkim', ['dkim-missing'], [record]],
  [
    'the record of the key is another one',
    { zone: { [DKIM_NAME]: { TXT: ['v=DKIM1; p=MIIB'] } } },
    'dkim',
    ['dkim-other-key'],
    [record],
  ],
  [
    'the key was withdrawn',
    { zone: { [DKIM_NAME]: { TXT: ['v=DKIM1; p='] } } },
    'dkim',
    ['dkim-revoked'],
    [record],
  ],
  [
    'the record says that it is a test',
    { zone: { [DKIM_NAME]: { TXT: [`${record}; t=y`] } } },
    'dkim',
    ['dkim-testing'],
    [record],
  ],
  ['no key at all', { config: { dkim: {} } }, 'dkim', ['dkim-none']],
  [
    'no key, but a service that may sign',
    { config: { dkim: {} }, smtp: { host: 'smtp.sendgrid.net' } },
    'dkim',
    ['dkim-provider'],
  ],
  ['the DNS fails for the key', { zone: { [DKIM_NAME]: { broken: 'silent' } } }, 'dkim', ['unreadable']],

  [
    'no DMARC record',
    { zone: { '_dmarc.idep.edu.co': {} } },
    'dmarc',
    ['dmarc-missing'],
    ['v=DMARC1; p=none; rua=mailto:postmaster@idep.edu.co'],
  ],
  [
    'DMARC that only watches, without reports',
    { zone: { '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=none'] } } },
    'dmarc',
    ['dmarc-none', 'dmarc-no-reports'],
  ],
  [
    'a record without a policy but with reports counts as none',
    { zone: { '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; rua=mailto:dmarc@idep.edu.co'] } } },
    'dmarc',
    ['dmarc-policy-missing', 'dmarc-none'],
  ],
  [
    'a record without either is none at all',
    { zone: { '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=all'] } } },
    'dmarc',
    ['dmarc-syntax'],
    ['v=DMARC1; p=none; rua=mailto:postmaster@idep.edu.co'],
  ],
  [
    'the version has to come first',
    { zone: { '_dmarc.idep.edu.co': { TXT: ['p=reject; v=DMARC1'] } } },
    'dmarc',
    ['dmarc-missing'],
    ['v=DMARC1; p=none; rua=mailto:postmaster@idep.edu.co'],
  ],
  [
    'two records count as none',
    { zone: { '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } } },
    'dmarc',
    ['dmarc-several'],
  ],
  [
    'a policy for a part of the e-mails',
    { zone: { '_dmarc.idep.edu.co': { TXT: ['v=DMARC1;p=quarantine;pct=20;rua=mailto:a@idep.edu.co'] } } },
    'dmarc',
    ['dmarc-enforced', 'dmarc-partial'],
  ],
  [
    'reports to somebody who does not want them',
    { zone: { '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=none; rua=mailto:a@reports.example!10m'] } } },
    'dmarc',
    ['dmarc-none', 'dmarc-reports-refused'],
  ],
  [
    'reports to somebody who takes them',
    {
      zone: {
        '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=none; rua=mailto:a@reports.example'] },
        'idep.edu.co._report._dmarc.reports.example': { TXT: ['v=DMARC1'] },
      },
    },
    'dmarc',
    ['dmarc-none'],
  ],
  [
    'a subdomain has the policy for subdomains of its organization',
    {
      sender: { fromAddress: 'a@boletin.idep.edu.co' },
      zone: { '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=none; sp=reject; rua=mailto:a@idep.edu.co'] } },
    },
    'dmarc',
    ['dmarc-enforced', 'dmarc-inherited'],
  ],
  [
    'a record of its own goes before',
    {
      sender: { fromAddress: 'a@boletin.idep.edu.co' },
      zone: { '_dmarc.boletin.idep.edu.co': { TXT: ['v=DMARC1; p=none; rua=mailto:a@idep.edu.co'] } },
    },
    'dmarc',
    ['dmarc-none'],
  ],

  ['the same domain in all', {}, 'alignment', ['alignment-both']],
  [
    'SPF does not pass, the signature does',
    { zone: { 'idep.edu.co': { TXT: ['v=spf1 -all'] } } },
    'alignment',
    ['alignment-dkim'],
  ],
  ['the signature does not pass, SPF does', { zone: { [DKIM_NAME]: {} } }, 'alignment', ['alignment-spf']],
  [
    'neither passes',
    { zone: { [DKIM_NAME]: {}, 'idep.edu.co': { TXT: ['v=spf1 -all'] } } },
    'alignment',
    ['alignment-none'],
  ],
  [
    'bounces to a subdomain are of the same organization',
    {
      config: { bounceAddress: 'r@r.idep.edu.co' },
      zone: { 'r.idep.edu.co': { TXT: ['v=spf1 ip4:203.0.113.5 -all'] }, [DKIM_NAME]: {} },
    },
    'alignment',
    ['alignment-spf'],
  ],
  [
    'which does not do where the record asks for the very domain',
    {
      config: { bounceAddress: 'r@r.idep.edu.co' },
      zone: {
        'r.idep.edu.co': { TXT: ['v=spf1 ip4:203.0.113.5 -all'] },
        '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=none; aspf=s; rua=mailto:a@idep.edu.co'] },
      },
    },
    'alignment',
    ['alignment-dkim', 'alignment-envelope'],
  ],
  [
    'another organization under the same public suffix is another one',
    {
      config: { bounceAddress: 'r@otra.edu.co' },
      zone: { 'otra.edu.co': { TXT: ['v=spf1 ip4:203.0.113.5 -all'] }, [DKIM_NAME]: {} },
    },
    'alignment',
    ['alignment-none', 'alignment-envelope'],
  ],
  [
    'what the DNS does not tell is not known',
    { zone: { [DKIM_NAME]: { broken: 'SERVFAIL' }, 'idep.edu.co': { TXT: ['v=spf1 -all'] } } },
    'alignment',
    ['alignment-unknown'],
  ],

  [
    'replies go to another domain, too',
    { sender: { replyTo: 'info@otra.edu.co' }, zone: { 'otra.edu.co': { MX: [[0, '']] } } },
    'replies',
    ['mx-ok', 'mx-null'],
  ],
  [
    'a domain with an address alone takes e-mails by it',
    { zone: { 'idep.edu.co': { A: ['203.0.113.9'] } } },
    'replies',
    ['mx-implicit'],
  ],
  ['nobody takes e-mails', { zone: { 'idep.edu.co': { TXT: ['v=spf1 -all'] } } }, 'replies', ['mx-missing']],
  [
    'the mail server does not exist',
    { zone: { 'idep.edu.co': { MX: [[10, 'gone.idep.edu.co']] } } },
    'replies',
    ['mx-dead'],
  ],
  [
    'bounces can be taken where replies are',
    { config: { bounceAddress: 'r@r.idep.edu.co' } },
    'bounces',
    ['mx-missing'],
    ['10 mail.idep.edu.co'],
  ],

  ['an address without a name', { zone: { '203.0.113.5': {} } }, 'ptr', ['ptr-missing']],
  [
    'a name that does not lead back',
    { zone: { '203.0.113.5': { PTR: ['host5.provider.example'] } } },
    'ptr',
    ['ptr-unconfirmed'],
  ],
  [
    'one of several names leads back, in another spelling of the address',
    {
      smtp: { host: '2001:db8:0:0::25' },
      zone: {
        '2001:db8:0:0::25': { PTR: ['x.provider.example', 'mail6.idep.edu.co'] },
        'mail6.idep.edu.co': { AAAA: ['2001:db8::25'] },
      },
    },
    'ptr',
    ['ptr-ok'],
  ],
  ['a server inside', { smtp: { host: '192.168.1.4' } }, 'ptr', ['ptr-unknown']],
  ['a server that the DNS does not know', { smtp: { host: 'relay' } }, 'ptr', ['ptr-unknown']],
  ['a provider', { smtp: { host: 'smtp.postmarkapp.com' } }, 'ptr', ['ptr-provider']],
  ['no mail server', { smtp: null }, 'ptr', ['relay-none']],

  ['From an address of everybody', { sender: { fromAddress: 'idep@gmail.com' } }, 'from', ['from-freemail']],
  ['links without TLS', { publicUrl: 'http://cms.idep.edu.co' }, 'unsubscribe', ['unsubscribe-http']],
  ['TLS where it is offered', { smtp: { requireTls: false } }, 'tls', ['tls-offered']],
  [
    'MTA-STS twice',
    { zone: { '_mta-sts.idep.edu.co': { TXT: ['v=STSv1; id=1', 'v=STSv1; id=2'] } } },
    'mta-sts',
    ['mta-sts-invalid'],
  ],
  [
    'MTA-STS without an id',
    { zone: { '_mta-sts.idep.edu.co': { TXT: ['v=STSv1;'] } } },
    'mta-sts',
    ['mta-sts-invalid'],
  ],
  [
    'no TLS reports',
    { zone: { '_smtp._tls.idep.edu.co': {} } },
    'tls-rpt',
    ['tls-rpt-missing'],
    ['v=TLSRPTv1; rua=mailto:postmaster@idep.edu.co'],
  ],
  [
    'TLS reports to nobody',
    { zone: { '_smtp._tls.idep.edu.co': { TXT: ['v=TLSRPTv1; rua=postmaster'] } } },
    'tls-rpt',
    ['tls-rpt-invalid'],
  ],
  [
    'a logo by plain HTTP',
    { zone: { 'default._bimi.idep.edu.co': { TXT: ['v=BIMI1; l=http://idep.edu.co/l.svg'] } } },
    'bimi',
    ['bimi-invalid'],
  ],
  [
    'a logo whose DMARC only watches',
    { zone: { '_dmarc.idep.edu.co': { TXT: ['v=DMARC1; p=none; rua=mailto:a@idep.edu.co'] } } },
    'bimi',
    ['bimi-not-enforced'],
  ],
  [
    'a logo of the organization, without a certificate',
    {
      sender: { fromAddress: 'a@boletin.idep.edu.co' },
      zone: { 'default._bimi.idep.edu.co': { TXT: ['v=BIMI1; l=https://idep.edu.co/l.svg'] } },
    },
    'bimi',
    ['bimi-ok', 'bimi-no-certificate'],
  ],
];

// By a rest parameter: jest takes one more named parameter than a case has values for its callback.
test.each(CASES)('%s', async (_name, ...[given, key, codes, publish]) => {
  const check = checkOf(await look(given), key);
  expect(check.findings.map(({ code }) => code)).toEqual(codes);
  if (publish) expect(check.publish.map(({ value }) => value)).toEqual(publish);
});

test('a sender bound to a mail server is judged by that one alone', async () => {
  const inside = { ...smtpDefaults, host: '10.0.0.8' };
  const given = { config: { transports: { inside } } };
  expect(codesOf(await look(given), 'ptr')).toEqual(['ptr-ok', 'ptr-unknown']);
  expect(codesOf(await look({ ...given, sender: { transport: 'inside' } }), 'ptr')).toEqual(['ptr-unknown']);
});

test('a key that is too long for one string is split for the zone file, and the name is told', async () => {
  const { publish } = checkOf(await look({ zone: { [DKIM_NAME]: {} } }), 'dkim');
  expect(publish[0]).toMatchObject({ name: DKIM_NAME, type: 'TXT', value: record, replaces: null });
  const strings = publish[0]?.zoneLine.match(/"([^"]*)"/g)?.map((quoted) => quoted.slice(1, -1)) ?? [];
  expect(strings.length).toBeGreaterThan(1);
  for (const text of strings) expect(text.length).toBeLessThanOrEqual(255);
  expect(strings.join('')).toBe(record);
});

test('what the three big providers ask for: not met, not known, met', async () => {
  const wrong = await look({ zone: { '_dmarc.idep.edu.co': {}, '203.0.113.5': {} } });
  expect(wrong.state).toBe('problem');
  expect(wrong.bulk).toEqual([
    { provider: 'gmail', ready: false, missing: ['dmarc', 'ptr'], unknown: [] },
    { provider: 'yahoo', ready: false, missing: ['dmarc', 'ptr'], unknown: [] },
    { provider: 'outlook', ready: false, missing: ['dmarc'], unknown: [] },
  ]);
  const unknown = await look({ zone: { '203.0.113.5': { broken: 'silent' } } });
  expect(unknown.bulk.map(({ ready }) => ready)).toEqual([null, null, true]);
});

test('a DNS that tells nothing makes everything unknown and nothing wrong', async () => {
  const names = [...Object.keys(GOOD), '_mta-sts.idep.edu.co'];
  const zone = Object.fromEntries(names.map((name) => [name, { broken: 'silent' as const }]));
  const { checks, state } = await look({ zone });
  const wrong = checks.filter((check) => check.state === 'problem' || check.state === 'warning');
  expect(wrong).toEqual([]);
  expect(state).toBe('unknown');
});
