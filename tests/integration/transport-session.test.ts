import { openSession, type SmtpOptions } from '../../server/delivery/transport/session';
import { smtpDefaults } from '../../server/config';
import {
  SILENCE,
  startScriptedSmtp,
  testAuthority,
  type Moment,
  type Script,
  type ScriptedOptions,
  type ScriptedSmtp,
} from '../support/scripted-smtp';

/** One session with a server that does what the test says, right or wrong. */
const envelope = { from: 'bounce+1@example.edu.co', to: 'ana@personas.example' };
const message = Buffer.from('Subject: hola\r\n\r\nHola\r\n');

let server: ScriptedSmtp;
afterEach(() => server.stop());

const start = async (options: ScriptedOptions = {}) => {
  server = await startScriptedSmtp(options);
  return server;
};
const options = (more: Partial<SmtpOptions> = {}): SmtpOptions => ({
  ...smtpDefaults,
  host: 'localhost',
  port: server.port,
  timeoutSeconds: 5,
  ...more,
});
/** Answers at one moment, usual at all others. */
const at =
  (when: Moment, what: ReturnType<Script> | Script): Script =>
  (...said) =>
    said[0] === when ? (typeof what === 'function' ? what(...said) : what) : undefined;
const sendOnce = async (scripted: ScriptedOptions, more?: Partial<SmtpOptions>, body = message) => {
  await start(scripted);
  const session = await openSession(options(more));
  const outcome = await session.send(envelope, body);
  const { usable } = session;
  session.close();
  return { outcome, usable };
};
const ONE_BY_ONE = ['SIZE 1000000'];

describe.each([
  ['together', ['PIPELINING', 'SIZE 1000000', 'DSN', '8BITMIME']],
  ['one by one', ['SIZE 1000000', 'DSN', '8BITMIME']],
])('commands %s', (_how, extensions) => {
  test('a message is taken as it is, and the session goes on', async () => {
    await start({ extensions });
    const session = await openSession(options());
    expect(await session.send(envelope, message)).toEqual({ kind: 'accepted', reply: '250 2.0.0 queued' });
    expect(await session.send(envelope, message)).toEqual({ kind: 'accepted', reply: '250 2.0.0 queued' });
    expect(session.usable).toBe(true);
    session.close();
    expect(server.mails.map(({ raw }) => raw)).toEqual([message.toString(), message.toString()]);
    expect(server.sessions).toBe(1);
  });

  test.each<[Moment, 'sender' | 'recipient' | 'message', string]>([
    ['MAIL', 'sender', '550 5.1.8 unknown sender'],
    ['RCPT', 'recipient', '550 5.1.1 no such user'],
    ['RCPT', 'recipient', '452 4.2.2 mailbox full'],
    ['DATA', 'message', '451 4.3.0 later'],
    ['END', 'message', '554 5.7.1 spam'],
  ])('%s refused: the words are kept and the next e-mail goes through', async (moment, stage, words) => {
    let refused = false;
    const once: Script = (now) => {
      if (now !== moment || refused) return undefined;
      refused = true;
      return words;
    };
    await start({ extensions, script: once });
    const session = await openSession(options());
    expect(await session.send(envelope, message)).toEqual({
      kind: 'refused',
      stage,
      code: Number(words.slice(0, 3)),
      reply: words,
    });
    expect(server.mails.filter(({ raw }) => raw !== '')).toEqual([]);
    expect(await session.send(envelope, message)).toMatchObject({ kind: 'accepted' });
    session.close();
    expect(server.sessions).toBe(1);
    expect(server.heard).toContain('RSET');
    expect(server.mails.at(-1)?.raw).toBe(message.toString());
  });

  test.each<[Moment, string]>([
    ['MAIL', 'unavailable'],
    ['RCPT', 'refused'],
    ['DATA', 'refused'],
    ['END', 'refused'],
  ])('421 at %s ends the session: %s', async (moment, kind) => {
    const { outcome, usable } = await sendOnce({ extensions, script: at(moment, '421 4.3.2 closing') });
    expect(outcome).toMatchObject({
      kind,
      reply: '421 4.3.2 closing',
      ...(kind === 'refused' && { code: 421 }),
    });
    expect(usable).toBe(false);
  });

  test.each<[Moment, 'close' | 'reset', string]>([
    ['MAIL', 'close', 'unavailable'],
    ['RCPT', 'reset', 'unavailable'],
    ['DATA', 'close', 'unavailable'],
    ['BODY', 'reset', 'unknown'],
    ['END', 'close', 'unknown'],
    ['END', 'reset', 'unknown'],
  ])('cut at %s (%s): %s', async (moment, way, kind) => {
    const cut: Script = (_moment, _line, wire) => {
      wire[way]();
      return SILENCE;
    };
    const { outcome, usable } = await sendOnce({ extensions, script: at(moment, cut) });
    expect(outcome.kind).toBe(kind);
    expect(outcome.reply).toMatch(/closed the connection|broke/);
    expect(usable).toBe(false);
  });

  test.each<[Moment, string]>([
    ['MAIL', 'unavailable'],
    ['DATA', 'unavailable'],
    ['END', 'unknown'],
  ])('silence at %s: %s', async (moment, kind) => {
    const { outcome, usable } = await sendOnce(
      { extensions, script: at(moment, SILENCE) },
      { timeoutSeconds: 0.3 },
    );
    expect(outcome).toEqual({ kind, reply: 'No answer for 0.3 seconds.' });
    expect(usable).toBe(false);
  });
});

test('RCPT refused and DATA granted all the same: nothing is sent, the words of RCPT count', async () => {
  const script: Script = (moment) => {
    if (moment === 'RCPT') return '550 5.1.1 no such user';
    return moment === 'END' ? '554 5.5.1 no valid recipients' : undefined;
  };
  const { outcome, usable } = await sendOnce({ script });
  expect(outcome).toEqual({
    kind: 'refused',
    stage: 'recipient',
    code: 550,
    reply: '550 5.1.1 no such user',
  });
  expect(usable).toBe(true);
});

test('a server that takes no RSET gets no empty message', async () => {
  let refused = false;
  const script: Script = (moment) => {
    if (moment === 'RSET') return '502 5.5.1 no such command';
    if (moment !== 'END' || refused) return undefined;
    refused = true;
    return '451 4.3.0 later';
  };
  await start({ script });
  const session = await openSession(options());
  await session.send(envelope, message);
  expect(await session.send(envelope, message)).toEqual({
    kind: 'unavailable',
    reply: '502 5.5.1 no such command',
  });
  expect(server.mails).toEqual([]);
});

test('a slow server is waited for', async () => {
  const slowly: Script = (_moment, _line, wire) => {
    setTimeout(() => wire.write('250 2.0.0 at last\r\n'), 250);
    return SILENCE;
  };
  const { outcome } = await sendOnce({ script: at('END', slowly) }, { timeoutSeconds: 2 });
  expect(outcome).toEqual({ kind: 'accepted', reply: '250 2.0.0 at last' });
});

test('an answer that comes drop by drop is not waited for without an end', async () => {
  const dripping: Script = (_moment, _line, wire) => {
    const drops = setInterval(() => wire.write('2'), 50);
    setTimeout(() => clearInterval(drops), 2_000).unref();
    return SILENCE;
  };
  const { outcome } = await sendOnce({ script: at('END', dripping) }, { timeoutSeconds: 0.3 });
  expect(outcome).toMatchObject({ kind: 'unknown' });
});

test('a refusal in the middle of the message counts, though the server leaves with it', async () => {
  const early: Script = (_moment, _line, wire) => {
    wire.write('552 5.3.4 too large\r\n');
    wire.close();
    return SILENCE;
  };
  const large = Buffer.from(`Subject: x\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(80_000));
  const { outcome } = await sendOnce({ script: at('BODY', early) }, {}, large);
  expect(outcome).toMatchObject({
    kind: 'refused',
    stage: 'message',
    code: 552,
    reply: '552 5.3.4 too large',
  });
});

test.each<[string, Moment, string, string]>([
  ['garbage', 'MAIL', '<html>', 'unavailable'],
  ['garbage', 'END', '<html>', 'unknown'],
  ['another code', 'DATA', '250 ok', 'unavailable'],
  ['another code', 'END', '354 more', 'unknown'],
])('%s at %s', async (_what, moment, words, kind) => {
  const { outcome, usable } = await sendOnce({ extensions: ONE_BY_ONE, script: at(moment, words) });
  expect(outcome.kind).toBe(kind);
  expect(outcome.reply).toContain(words);
  expect(usable).toBe(false);
});

test('an answer too many before the message: no e-mail is taken for accepted', async () => {
  const { outcome } = await sendOnce({ script: at('DATA', '354 go ahead\r\n250 2.0.0 queued') });
  expect(outcome).toEqual({ kind: 'unavailable', reply: 'The server answers what nobody asked.' });
});

test.each([
  ['a line', (wire: { write(raw: string): void }) => wire.write('2'.repeat(8192))],
  ['answers', (wire: { write(raw: string): void }) => wire.write('250 ok\r\n'.repeat(1000))],
])('a flood of %s ends the session', async (_what, pour) => {
  const flood: Script = (_moment, _line, wire) => {
    for (let i = 0; i < 20; i += 1) pour(wire);
    return SILENCE;
  };
  const { outcome, usable } = await sendOnce({ extensions: ONE_BY_ONE, script: at('MAIL', flood) });
  expect(outcome.kind).toBe('unavailable');
  expect(usable).toBe(false);
});

test('all lines of an answer are kept', async () => {
  const lines = '550-5.7.26 Not authenticated.\r\n550-5.7.26 See https://example.org\r\n550 5.7.26 bye';
  const { outcome } = await sendOnce({ script: at('END', lines) });
  expect(outcome.reply).toBe('550 5.7.26 Not authenticated. See https://example.org bye');
});

test('dots at the start of a line, and messages without a last line end, arrive whole', async () => {
  await start();
  const session = await openSession(options());
  await session.send(envelope, Buffer.from('.one\r\n..two\r\n.\r\nthree\n.\nfour.\r\n'));
  await session.send(envelope, Buffer.from('no end'));
  session.close();
  expect(server.mails.map(({ raw }) => raw)).toEqual([
    '..one\r\n...two\r\n..\r\nthree\n..\nfour.\r\n',
    'no end\r\n',
  ]);
});

test('a large message goes out whole, as the line takes it', async () => {
  const large = Buffer.from(`Subject: x\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(60_000)}`);
  const { outcome } = await sendOnce({}, {}, large);
  expect(outcome.kind).toBe('accepted');
  expect(server.mails[0]?.raw).toBe(large.toString());
});

test('size, DSN and 8-bit parameters go to a server that offers them', async () => {
  await start({ extensions: ['PIPELINING', 'SIZE', 'DSN', '8BITMIME'] });
  const session = await openSession(options());
  await session.send({ ...envelope, to: 'a+b=c@personas.example', envid: 'mc.1+2' }, Buffer.from('ñ\r\n'));
  await session.send(envelope, message);
  session.close();
  expect(server.mails.map(({ mail, rcpt }) => [mail, rcpt])).toEqual([
    [
      'MAIL FROM:<bounce+1@example.edu.co> SIZE=4 BODY=8BITMIME RET=HDRS ENVID=mc.1+2B2',
      'RCPT TO:<a+b=c@personas.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@personas.example',
    ],
    [
      `MAIL FROM:<bounce+1@example.edu.co> SIZE=${message.length} RET=HDRS`,
      'RCPT TO:<ana@personas.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;ana@personas.example',
    ],
  ]);
});

test('none of them to a server that offers nothing, or knows only HELO', async () => {
  await start({ script: at('EHLO', '502 5.5.1 no such command') });
  server.script = (moment, line) => {
    if (moment === 'EHLO') return '502 5.5.1 no such command';
    return line.startsWith('HELO') ? '250 mx.test' : undefined;
  };
  const session = await openSession(options());
  expect(await session.send(envelope, message)).toMatchObject({ kind: 'accepted' });
  session.close();
  expect(server.mails[0]).toMatchObject({
    mail: 'MAIL FROM:<bounce+1@example.edu.co>',
    rcpt: 'RCPT TO:<ana@personas.example>',
  });
});

describe('an address beyond ASCII', () => {
  const peña = { ...envelope, to: 'peña@personas.example' };
  const send = async (scripted: ScriptedOptions) => {
    await start(scripted);
    const session = await openSession(options());
    const outcome = await session.send(peña, message);
    const next = await session.send(envelope, message);
    session.close();
    return { outcome, next };
  };

  test('is written to where the server can', async () => {
    const { outcome } = await send({ extensions: ['PIPELINING', 'SMTPUTF8', '8BITMIME', 'DSN'] });
    expect(outcome.kind).toBe('accepted');
    expect(server.mails[0]?.mail).toContain(' SMTPUTF8');
    const rcpt = Buffer.from(server.mails[0]?.rcpt ?? '', 'latin1').toString();
    expect(rcpt).toBe(
      'RCPT TO:<peña@personas.example> NOTIFY=FAILURE,DELAY ORCPT=utf-8;pe\\x{F1}a@personas.example',
    );
  });

  test('is refused for itself alone where it cannot', async () => {
    const { outcome, next } = await send({ extensions: ['PIPELINING'] });
    expect(outcome).toMatchObject({ kind: 'refused', stage: 'recipient', code: 553 });
    expect(outcome.reply).toMatch(/^553 5\.6\.7 Address not supported/);
    expect(next.kind).toBe('accepted');
    expect(server.heard.join()).not.toContain('personas.example>,RCPT');
  });

  test('is refused in the words of a server that only says it can', async () => {
    const script: Script = (moment, line) =>
      moment === 'RCPT' && /[^ -~]/.test(line) ? '553 5.6.7 no UTF-8 after all' : undefined;
    const { outcome, next } = await send({ extensions: ['PIPELINING', 'SMTPUTF8'], script });
    expect(outcome).toMatchObject({ stage: 'recipient', code: 553, reply: '553 5.6.7 no UTF-8 after all' });
    expect(next.kind).toBe('accepted');
  });
});

test('an address that would begin another command never reaches the wire', async () => {
  await start();
  const session = await openSession(options());
  const injected = { ...envelope, to: 'a@b.example>\r\nRCPT TO:<victim@personas.example' };
  expect(await session.send(injected, message)).toMatchObject({ kind: 'refused', stage: 'recipient' });
  session.close();
  expect(server.heard.join()).not.toContain('victim');
});

describe('opening', () => {
  const opening = async (scripted: ScriptedOptions, more: Partial<SmtpOptions> = {}) => {
    await start(scripted);
    const timeoutSeconds = 1;
    return openSession(options({ timeoutSeconds, ...more })).then(
      (session) => {
        session.close();
        return { welcome: session.welcome, encrypted: session.encrypted };
      },
      (error: Error) => error.message,
    );
  };
  const STARTTLS = ['PIPELINING', 'STARTTLS'];
  const user = { user: 'ana', password: 'Geheim-123' };

  test('the server’s welcome is told, and whether the line is encrypted', async () => {
    expect(await opening({})).toEqual({ welcome: '250 mx.test greets you', encrypted: false });
  });
  test('signing in over STARTTLS', async () => {
    expect(await opening({ extensions: STARTTLS }, { ca: testAuthority, ...user })).toEqual({
      welcome: '235 2.7.0 signed in',
      encrypted: true,
    });
  });
  test('TLS from the first byte', async () => {
    expect(await opening({ secure: true }, { secure: true, ca: testAuthority })).toMatchObject({
      encrypted: true,
    });
  });

  test.each<[NonNullable<ScriptedOptions['certificate']>, Partial<SmtpOptions>, RegExp]>([
    ['expired', {}, /certificate has expired \(CERT_HAS_EXPIRED\)/],
    ['other-host', { ca: testAuthority }, /for another host name \(ERR_TLS_CERT_ALTNAME_INVALID\)/],
    ['self-signed', {}, /signed by itself.* \(DEPTH_ZERO_SELF_SIGNED_CERT\)/],
    ['valid', {}, /authority that is not known here \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/],
  ])('certificate %s: refused in plain words, with either kind of TLS', async (certificate, more, words) => {
    expect(await opening({ certificate, extensions: STARTTLS }, more)).toMatch(words);
    await server.stop();
    expect(await opening({ certificate, secure: true }, { secure: true, ...more })).toMatch(words);
  });

  test.each<[string, ScriptedOptions, Partial<SmtpOptions>, RegExp]>([
    ['no TLS where it is required', {}, { requireTls: true }, /refused STARTTLS: 502 5\.5\.1/],
    [
      'TLS refused',
      { extensions: STARTTLS, script: at('STARTTLS', '454 4.7.0 no TLS now') },
      {},
      /^The server refused STARTTLS: 454 4\.7\.0 no TLS now$/,
    ],
    ['no TLS on this port', {}, { secure: true }, /does not speak TLS.* \(ERR_SSL_WRONG_VERSION_NUMBER\)/],
    ['no greeting', { script: at('CONNECT', SILENCE) }, { timeoutSeconds: 0.3 }, /in time/],
    [
      'a greeting that refuses',
      { script: at('CONNECT', '554 5.7.1 your network is blocked') },
      {},
      /^554 5\.7\.1 your network is blocked$/,
    ],
    ['421 at the greeting', { script: at('CONNECT', '421 4.3.2 too busy') }, {}, /^421 4\.3\.2 too busy$/],
    ['421 at EHLO', { script: at('EHLO', '421 4.3.2 too busy') }, {}, /421 4\.3\.2 too busy/],
    ['another protocol', { script: at('CONNECT', 'HTTP/1.1 400 Bad Request') }, {}, /HTTP\/1\.1 400/],
    ['silence at AUTH', { script: at('AUTH', SILENCE) }, { ...user, timeoutSeconds: 0.3 }, /in time/],
    [
      '421 at AUTH',
      { script: at('AUTH', '421 4.7.0 too many attempts') },
      user,
      /^421 4\.7\.0 too many attempts$/,
    ],
    [
      'a wrong password',
      { script: at('AUTH', '535 5.7.8 authentication failed') },
      user,
      /^535 5\.7\.8 authentication failed$/,
    ],
  ])('%s', async (_what, scripted, more, words) => {
    expect(await opening(scripted, more)).toMatch(words);
  });

  test.each<['close' | 'reset', Moment]>([
    ['close', 'CONNECT'],
    ['reset', 'CONNECT'],
    ['close', 'EHLO'],
    ['close', 'AUTH'],
    ['reset', 'AUTH'],
  ])('%s at %s', async (way, moment) => {
    const cut: Script = (_moment, _line, wire) => {
      wire[way]();
      return SILENCE;
    };
    expect(await opening({ script: at(moment, cut) }, user)).toMatch(/closed|broke/);
  });

  test('a server that repeats the password does not make us tell it', async () => {
    const script: Script = (moment, line) =>
      moment === 'AUTH' ? `535 no such thing: ${line} Geheim-123` : undefined;
    const words = await opening({ script }, user);
    expect(words).toMatch(/^535 no such thing/);
    expect(words).not.toContain('Geheim-123');
    expect(words).not.toContain(Buffer.from('\0ana\0Geheim-123').toString('base64'));
  });

  test('nothing listens', async () => {
    await start();
    await server.stop();
    await expect(openSession(options())).rejects.toThrow(
      /Nothing answers at this host and port \(ECONNREFUSED\)/,
    );
  });
  test('no such host', async () => {
    await start();
    await expect(openSession(options({ host: 'mx.invalid' }))).rejects.toThrow(/DNS/);
  });
});
