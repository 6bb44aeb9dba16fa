import { smtpDefaults } from '../../server/config';
import { createRelays, sendOne, type Relays, type SmtpOptions } from '../../server/delivery/transport';
import type { Pace } from '../../server/delivery/throttle/throttle';
import { clock } from '../../server/lib/clock';
import {
  SILENCE,
  startScriptedSmtp,
  type Script,
  type ScriptedOptions,
  type ScriptedSmtp,
} from '../support/scripted-smtp';
import { waitFor } from '../support/wait-for';

/** Several servers as one, over real sockets. */
let now = Date.now();
jest.spyOn(clock, 'now').mockImplementation(() => new Date(now));
const later = (milliseconds: number) => (now += milliseconds);

const servers: ScriptedSmtp[] = [];
const opened: Relays[] = [];
afterEach(async () => {
  for (const relays of opened.splice(0)) relays.close();
  for (const server of servers.splice(0)) await server.stop();
});

const start = async (options: ScriptedOptions = {}) => {
  const server = await startScriptedSmtp(options);
  servers.push(server);
  return server;
};

/** Grants everything unless told how much it may still grant; counts what is out. */
const ledgerOfPlaces = () => {
  const pace = {
    left: new Map<string, number>(),
    out: new Map<string, number>(),
    take(transport: string, _limits: unknown, count: number) {
      const granted = Math.min(count, pace.left.get(transport) ?? Infinity);
      pace.left.set(transport, (pace.left.get(transport) ?? Infinity) - granted);
      pace.out.set(transport, (pace.out.get(transport) ?? 0) + granted);
      const held = granted < count;
      return Promise.resolve({
        granted,
        waitMilliseconds: held ? 700 : 0,
        limitedBy: held ? ('perSecond' as const) : null,
      });
    },
    giveBack(transport: string, _limits: unknown, count: number) {
      pace.out.set(transport, (pace.out.get(transport) ?? 0) - count);
      return Promise.resolve();
    },
  };
  return pace satisfies Pace;
};

const warnings: string[] = [];
function relaysOver(members: Record<string, [ScriptedSmtp, Partial<SmtpOptions>?]>, pace = ledgerOfPlaces()) {
  warnings.length = 0;
  const transports = new Map(
    Object.entries(members).map(([name, [{ port }, more]]) => [
      name,
      { ...smtpDefaults, host: '127.0.0.1', port, timeoutSeconds: 5, ...more },
    ]),
  );
  const relays = createRelays({ transports, pace, warn: (message) => warnings.push(message) });
  opened.push(relays);
  return { relays, pace };
}

const mailTo = (to: string) => ({
  envelope: { from: 'bounce@example.edu.co', to },
  bytes: Buffer.from(`To: ${to}\r\n\r\nHola\r\n`),
});
const sendTo = (relays: Relays, place: string, to: string, only: string | null = null) =>
  relays.send(place, only, () => Promise.resolve(mailTo(to)));
const people = (count: number) => Array.from({ length: count }, (_, i) => `p${i}@personas.example`);
const recipients = (...of: ScriptedSmtp[]) =>
  of.flatMap(({ mails }) => mails.map(({ rcpt }) => /<(.*)>/.exec(rcpt)?.[1]));
const refusing =
  (words: string): Script =>
  (moment) =>
    moment === 'CONNECT' ? words : undefined;

/** Sends to everybody as a worker does: as many places as it gets, again until all are gone. */
async function sendToAll(relays: Relays, everyone: string[]): Promise<void> {
  const waiting = [...everyone];
  await waitFor('everybody to be written to', async () => {
    const { places } = await relays.allot(waiting.length, null);
    await Promise.all(
      places.map(async (place) => {
        const to = waiting.shift();
        if (!to) return relays.giveBack([place]);
        const outcome = await sendTo(relays, place, to);
        if (outcome?.kind === 'unavailable') waiting.push(to);
        else expect(outcome).toMatchObject({ kind: 'accepted' });
      }),
    );
    return waiting.length === 0;
  });
}

test('places are shared out by weight, evenly spread', async () => {
  const { relays } = relaysOver({
    strong: [await start(), { weight: 2 }],
    weak: [await start(), { weight: 1 }],
  });
  const { places } = await relays.allot(60, null);
  expect(places.filter((name) => name === 'strong')).toHaveLength(40);
  expect(places.filter((name) => name === 'weak')).toHaveLength(20);
  for (let from = 0; from < 60; from += 3) expect(places.slice(from, from + 3)).toContain('weak');
});

test('of sixty e-mails two thirds leave by the transport of twice the weight', async () => {
  const [strong, weak] = [await start(), await start()];
  const { relays } = relaysOver({ strong: [strong, { weight: 2 }], weak: [weak, { weight: 1 }] });
  await sendToAll(relays, people(60));
  expect([strong.mails.length, weak.mails.length]).toEqual([40, 20]);
});

test('shares hold over many small questions', async () => {
  const { relays } = relaysOver({
    strong: [await start(), { weight: 2 }],
    weak: [await start(), { weight: 1 }],
  });
  const places: string[] = [];
  for (let i = 0; i < 60; i += 1) places.push(...(await relays.allot(1, null)).places);
  expect(places.filter((name) => name === 'strong')).toHaveLength(40);
});

test('what one transport may not take now goes to the others, and only what is granted is taken', async () => {
  const { relays, pace } = relaysOver({ limited: [await start()], free: [await start()] });
  pace.left.set('limited', 3);
  const { places, waitMilliseconds } = await relays.allot(20, null);
  expect(places.filter((name) => name === 'limited')).toHaveLength(3);
  expect(places).toHaveLength(20);
  expect(waitMilliseconds).toBe(0);
  expect(Object.fromEntries(pace.out)).toEqual({ limited: 3, free: 17 });
  expect(relays.live().map(({ limitedBy }) => limitedBy)).toEqual(['perSecond', null]);
  await relays.giveBack(places);
  expect(Object.fromEntries(pace.out)).toEqual({ limited: 0, free: 0 });
});

test('where all limits hold, the wait is told', async () => {
  const { relays, pace } = relaysOver({ only: [await start()] });
  pace.left.set('only', 0);
  expect(await relays.allot(5, null)).toEqual({ places: [], waitMilliseconds: 700 });
});

test('the sender’s choice holds; a name that is gone means any, and is told once', async () => {
  const { relays } = relaysOver({ a: [await start()], b: [await start()] });
  expect((await relays.allot(4, 'b')).places).toEqual(['b', 'b', 'b', 'b']);
  const gone = [...(await relays.allot(2, 'gone')).places, ...(await relays.allot(2, 'gone')).places];
  expect(new Set(gone)).toEqual(new Set(['a', 'b']));
  expect(warnings).toEqual([expect.stringContaining('"gone"')]);
});

test('at most `connections` e-mails are on the wire at once, and sessions are used again', async () => {
  let open = 0;
  let most = 0;
  const counting: Script = (moment) => {
    if (moment === 'DATA') most = Math.max(most, (open += 1));
    if (moment === 'END') open -= 1;
    return undefined;
  };
  const server = await start({ script: counting });
  const { relays } = relaysOver({ only: [server, { connections: 3 }] });
  const { places } = await relays.allot(30, null);
  await Promise.all(places.map((place, i) => sendTo(relays, place, `p${i}@personas.example`)));
  expect(server.mails).toHaveLength(30);
  expect(server.sessions).toBe(3);
  expect(most).toBeLessThanOrEqual(3);
  expect(relays.connections).toBe(3);
});

test('an e-mail is prepared when it can leave, not before, and once', async () => {
  let prepared = 0;
  const busy: Script = (moment) => {
    // One connection: while it is in use nothing else is prepared.
    if (moment === 'END') expect(prepared).toBe(server.mails.length + 1);
    return undefined;
  };
  const server = await start({ script: busy });
  const { relays } = relaysOver({ only: [server, { connections: 1 }] });
  const { places } = await relays.allot(5, null);
  await Promise.all(
    places.map((place, i) =>
      relays.send(place, null, () => {
        prepared += 1;
        return Promise.resolve(mailTo(`p${i}@personas.example`));
      }),
    ),
  );
  expect(prepared).toBe(5);
  expect(server.mails).toHaveLength(5);
});

test('what is not wanted any more, or cannot be composed, gives its place and its connection back', async () => {
  const server = await start();
  const { relays, pace } = relaysOver({ only: [server, { connections: 1 }] });
  await relays.allot(3, null);
  expect(await relays.send('only', null, () => Promise.resolve(null))).toBeNull();
  await expect(relays.send('only', null, () => Promise.reject(new Error('no such tag')))).rejects.toThrow(
    'no such tag',
  );
  expect(await sendTo(relays, 'only', 'ana@personas.example')).toMatchObject({ kind: 'accepted' });
  expect(pace.out.get('only')).toBe(1);
  expect(server.sessions).toBe(1);
});

test.each<[string, Script]>([
  [
    'closes after each second message',
    (moment, _line, wire) => {
      if (moment === 'END' && wire.messages === 1) setImmediate(() => wire.close());
      return undefined;
    },
  ],
  [
    'says 421 to the third message of a session',
    (moment, _line, wire) => (moment === 'MAIL' && wire.messages === 2 ? '421 4.7.0 enough' : undefined),
  ],
])('a server that %s gets everybody’s e-mail, once, over fresh sessions', async (_what, script) => {
  const server = await start({ script });
  const { relays } = relaysOver({ only: [server, { connections: 2 }] });
  const everyone = people(20);
  await sendToAll(relays, everyone);
  expect(recipients(server).sort()).toEqual([...everyone].sort());
  expect(server.sessions).toBeGreaterThan(2);
  expect(relays.live()[0]).toMatchObject({ circuit: 'closed' });
});

test('a server that lets in fewer sessions than wanted: those that stand do all the work', async () => {
  let inside = 0;
  const server = await start({
    script: (moment) => {
      if (moment !== 'CONNECT') return undefined;
      return inside === 2 ? '421 4.7.0 too many connections' : ((inside += 1), undefined);
    },
  });
  const { relays } = relaysOver({ only: [server, { connections: 6 }] });
  const everyone = people(40);
  await sendTo(relays, 'only', everyone.shift() ?? '');
  const outcomes = await Promise.all(everyone.map((to) => sendTo(relays, 'only', to)));
  expect(outcomes.map((outcome) => outcome?.kind)).toEqual(Array(39).fill('accepted'));
  expect(server.mails).toHaveLength(40);
  expect(server.sessions).toBeLessThanOrEqual(7);
  expect(relays.live()[0]).toMatchObject({ circuit: 'closed', busyConnections: 0 });
});

test('sessions that stand do not hide that the server is gone', async () => {
  const server = await start();
  const { relays } = relaysOver({ only: [server, { connections: 3 }] });
  const { places } = await relays.allot(3, null);
  await Promise.all(places.map((place) => sendTo(relays, place, 'ana@personas.example')));
  await server.stop();
  const outcomes = await Promise.all(people(10).map((to) => sendTo(relays, 'only', to)));
  expect(outcomes.map((outcome) => outcome?.kind)).toEqual(Array(10).fill('unavailable'));
  expect(relays.live()[0]).toMatchObject({ circuit: 'open', busyConnections: 0 });
});

test('a server that lies about PIPELINING gets its commands one by one from then on', async () => {
  const server = await start({ oneAtATime: true });
  const { relays } = relaysOver({ only: [server, { connections: 1, timeoutSeconds: 0.4 }] });
  expect(await sendTo(relays, 'only', 'ana@personas.example')).toMatchObject({ kind: 'accepted' });
  expect(await sendTo(relays, 'only', 'luz@personas.example')).toMatchObject({ kind: 'accepted' });
  expect(server.sessions).toBe(2);
  expect(relays.live()[0]).toMatchObject({ circuit: 'closed', lastError: null });
});

test('a server that dies in the middle: the other takes over, everybody is written to once', async () => {
  const [dying, healthy] = [await start(), await start()];
  const { relays } = relaysOver({
    dying: [dying, { connections: 1 }],
    healthy: [healthy, { connections: 2 }],
  });
  const everyone = people(60);
  let death: Promise<void> | undefined;
  dying.script = (moment) => {
    if (moment === 'MAIL' && dying.mails.length >= 10) death ??= dying.stop();
    return death ? SILENCE : undefined;
  };
  await sendToAll(relays, everyone);
  await death;
  expect(dying.mails.length).toBeGreaterThanOrEqual(10);
  expect(recipients(dying, healthy).sort()).toEqual([...everyone].sort());
  expect(relays.live().map(({ circuit }) => circuit)).toEqual(['open', 'closed']);
});

test('an e-mail whose fate is unknown goes nowhere else', async () => {
  const [silent, healthy] = [await start(), await start()];
  silent.script = (moment) => (moment === 'END' ? SILENCE : undefined);
  const { relays } = relaysOver({ silent: [silent, { timeoutSeconds: 0.3 }], healthy: [healthy] });
  expect(await sendTo(relays, 'silent', 'ana@personas.example')).toMatchObject({ kind: 'unknown' });
  expect(healthy.mails).toEqual([]);
});

test('a stand-in that its limits hold back is left alone', async () => {
  const [broken, held] = [await start({ script: refusing('421 4.3.2 too busy') }), await start()];
  const { relays, pace } = relaysOver({ broken: [broken], held: [held] });
  pace.left.set('held', 0);
  expect(await sendTo(relays, 'broken', 'ana@personas.example')).toEqual({
    kind: 'unavailable',
    reply: '421 4.3.2 too busy',
  });
  expect(held.mails).toEqual([]);
});

test('a sender’s own transport has no stand-in', async () => {
  const [broken, healthy] = [await start({ script: refusing('554 5.7.1 no') }), await start()];
  const { relays } = relaysOver({ broken: [broken], healthy: [healthy] });
  expect(await sendTo(relays, 'broken', 'ana@personas.example', 'broken')).toMatchObject({
    kind: 'unavailable',
  });
  expect(healthy.mails).toEqual([]);
});

describe('the circuit', () => {
  const failing = async () => {
    const server = await start({ script: refusing('421 4.3.2 too busy') });
    const made = relaysOver({ only: [server, { connections: 1 }] });
    for (let i = 0; i < 3; i += 1) await sendTo(made.relays, 'only', 'ana@personas.example');
    return { ...made, server };
  };

  test('opens after three failures: nothing is tried any more, the wait and the words are told', async () => {
    const { relays, server } = await failing();
    expect(server.sessions).toBe(3);
    expect(await sendTo(relays, 'only', 'ana@personas.example')).toEqual({
      kind: 'unavailable',
      reply: '421 4.3.2 too busy',
    });
    expect(server.sessions).toBe(3);
    expect(await relays.allot(10, null)).toEqual({ places: [], waitMilliseconds: 5_000 });
    expect(relays.live()[0]).toMatchObject({
      circuit: 'open',
      retryAt: new Date(now + 5_000).toISOString(),
      lastError: { at: new Date(now).toISOString(), reply: '421 4.3.2 too busy' },
    });
    expect(relays.downSince(null)).toEqual(new Date(now));
  });

  test('lets one e-mail try when the time has come, and waits twice as long when that fails, at most 5 minutes', async () => {
    const { relays, server } = await failing();
    const downSince = relays.downSince(null);
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      const { waitMilliseconds } = await relays.allot(10, null);
      waits.push((Date.parse(relays.live()[0]?.retryAt ?? '') - now) / 1000);
      expect(waitMilliseconds).toBeLessThanOrEqual(60_000);
      later((waits.at(-1) ?? 0) * 1000);
      const { places } = await relays.allot(10, null);
      expect(places).toEqual(['only']);
      expect(relays.live()[0]?.circuit).toBe('half-open');
      await sendTo(relays, 'only', 'ana@personas.example');
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
    expect(server.sessions).toBe(11);
    expect(relays.downSince(null)).toEqual(downSince);
  });

  test('closes when the try works', async () => {
    const { relays, server } = await failing();
    server.script = () => undefined;
    later(5_000);
    const { places } = await relays.allot(10, null);
    expect(places).toEqual(['only']);
    expect(await sendTo(relays, 'only', 'ana@personas.example')).toMatchObject({ kind: 'accepted' });
    expect((await relays.allot(10, null)).places).toHaveLength(10);
    expect(relays.downSince(null)).toBeNull();
    expect(relays.live()[0]).toMatchObject({ circuit: 'closed', retryAt: null });
  });

  test('a refusal for good is told, until somebody looks at it anew', async () => {
    const { relays, server } = await failing();
    expect(relays.refusesUs(null)).toBe(false);
    server.script = refusing('535 5.7.8 authentication failed');
    later(5_000);
    await sendTo(relays, (await relays.allot(1, null)).places[0] ?? '', 'ana@personas.example');
    expect(relays.refusesUs(null)).toBe(true);
    later(1_000);
    relays.tryAgain();
    expect(relays.refusesUs(null)).toBe(false);
    expect((await relays.allot(5, null)).places).toEqual(['only']);
  });

  test('a try that is never used is followed by another one', async () => {
    const { relays } = await failing();
    later(5_000);
    await relays.giveBack((await relays.allot(10, null)).places);
    expect((await relays.allot(10, null)).places).toEqual([]);
    later(5_000);
    expect((await relays.allot(10, null)).places).toEqual(['only']);
  });

  test('an outage that nobody looked at for long counts from the next look', async () => {
    const { relays } = await failing();
    later(3_600_000);
    expect((await relays.allot(1, null)).places).toEqual(['only']);
    expect(relays.downSince(null)).toEqual(new Date(now));
  });

  test('a server that takes messages and never answers is a failure, too: it must not cost the whole list', async () => {
    const server = await start({ script: (moment) => (moment === 'END' ? SILENCE : undefined) });
    const { relays } = relaysOver({ only: [server, { connections: 1, timeoutSeconds: 0.2 }] });
    const { places } = await relays.allot(20, null);
    const outcomes = await Promise.all(places.map((place) => sendTo(relays, place, 'ana@personas.example')));
    expect(outcomes.filter((outcome) => outcome?.kind === 'unknown')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome?.kind === 'unavailable')).toHaveLength(17);
  });

  test('refused recipients are no failure of the transport', async () => {
    const server = await start({ script: (moment) => (moment === 'RCPT' ? '550 5.1.1 no' : undefined) });
    const { relays } = relaysOver({ only: [server] });
    for (let i = 0; i < 5; i += 1) await sendTo(relays, 'only', 'ana@personas.example');
    expect(relays.live()[0]).toMatchObject({ circuit: 'closed', sentLastMinute: 5 });
    later(61_000);
    expect(relays.live()[0]).toMatchObject({ sentLastMinute: 0 });
  });

  test('everything is down only when all that may be used are', async () => {
    const [broken, healthy] = [await start({ script: refusing('554 5.7.1 no') }), await start()];
    const { relays } = relaysOver({ broken: [broken], healthy: [healthy] });
    for (let i = 0; i < 3; i += 1) await sendTo(relays, 'broken', 'ana@personas.example', 'broken');
    expect(relays.downSince('broken')).toEqual(new Date(now));
    expect(relays.downSince('healthy')).toBeNull();
    expect(relays.downSince(null)).toBeNull();
  });
});

test('without any transport nothing is given and nothing works', async () => {
  const { relays } = relaysOver({});
  expect(await relays.allot(5, null)).toMatchObject({ places: [] });
  expect(relays.downSince(null)).toEqual(new Date(now));
  expect(await sendOne(relays, null, mailTo('ana@personas.example'))).toMatchObject({ kind: 'unavailable' });
});

describe('one e-mail outside a campaign', () => {
  test('leaves within the limits', async () => {
    const server = await start();
    const { relays } = relaysOver({ only: [server] });
    expect(await sendOne(relays, null, mailTo('ana@personas.example'))).toMatchObject({ kind: 'accepted' });
  });
  test('waits for room, then tells what holds', async () => {
    const { relays, pace } = relaysOver({ only: [await start()] });
    pace.left.set('only', 0);
    const outcome = await sendOne(relays, null, mailTo('ana@personas.example'), 100);
    expect(outcome).toEqual({
      kind: 'unavailable',
      reply: 'The limits of the mail servers leave no room right now.',
    });
  });
});

describe('verify', () => {
  test('tells the server’s words and whether the line is encrypted', async () => {
    const { relays } = relaysOver({ only: [await start()] });
    expect(await relays.verify('only')).toEqual({
      ok: true,
      reply: '250 mx.test greets you',
      encrypted: false,
    });
  });
  test('tells the words of a refusal', async () => {
    const { relays } = relaysOver({ only: [await start({ script: refusing('554 5.7.1 no') })] });
    expect(await relays.verify('only')).toEqual({ ok: false, reply: '554 5.7.1 no', encrypted: null });
  });
  test('an unknown name is told', async () => {
    const { relays } = relaysOver({});
    await expect(relays.verify('gone')).rejects.toMatchObject({ details: { code: 'transport-not-found' } });
  });
});

test('after the end nothing is sent', async () => {
  const server = await start();
  const { relays } = relaysOver({ only: [server] });
  await sendTo(relays, 'only', 'ana@personas.example');
  relays.close();
  expect(await sendTo(relays, 'only', 'luz@personas.example')).toMatchObject({ kind: 'unavailable' });
  await waitFor('the session to be left in order', () => server.heard.includes('QUIT'));
  expect(server.mails).toHaveLength(1);
});
