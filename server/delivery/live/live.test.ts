import type { DomainBrake, TransportLive } from '../../../contracts';
import type { KnownWorker, WorkerReport } from '../../ledger';
import { answersOf, brakesOf, perSecond, together } from './together';
import { troublesOf, type Circumstances } from './troubles';

const NOON = '2026-11-24T12:00:00.000Z';
const LATER = '2026-11-24T12:05:00.000Z';

const transport = (given: Partial<TransportLive> = {}): TransportLive => ({
  name: 'default',
  circuit: 'closed',
  retryAt: null,
  busyConnections: 2,
  sentLastMinute: 60,
  limitedBy: null,
  downSince: null,
  lastError: null,
  ...given,
});

const brake = (given: Partial<DomainBrake> = {}): DomainBrake => ({
  domain: 'gmail.com',
  perMinute: 10,
  heldUntil: LATER,
  since: NOON,
  reply: '421 4.7.28 slow down',
  ...given,
});

const worker = (id: string, report: Partial<WorkerReport> = {}): KnownWorker => ({
  id,
  host: 'server',
  pid: 1,
  heartbeatAt: new Date(NOON),
  report: {
    role: 'both',
    inFlight: 3,
    transports: [],
    brakes: [],
    sentLastMinute: {},
    queueTrouble: null,
    ...report,
  },
});

test('answers of all processes are added up, of one campaign or of all', () => {
  const workers = [
    worker('a', { sentLastMinute: { 7: 600, 8: 60 } }),
    worker('b', { sentLastMinute: { 7: 300 } }),
  ];
  expect(answersOf(workers, 7)).toBe(900);
  expect(answersOf(workers, 9)).toBe(0);
  expect(together(workers)).toMatchObject({
    ratePerSecond: 16,
    processes: [
      { id: 'a', inFlight: 3 },
      { id: 'b', inFlight: 3 },
    ],
  });
});

test('in its first minute a campaign is not taken for slower than it is', () => {
  expect(perSecond(200, 10)).toBe(20);
  expect(perSecond(200, 0.2)).toBe(200);
  expect(perSecond(200, 3_600)).toBe(3.3);
});

test('a transport of several processes is as bad as the worst of them', () => {
  const { transports } = together([
    worker('a', { transports: [transport(), transport({ name: 'second' })] }),
    worker('b', {
      transports: [
        transport({
          circuit: 'open',
          retryAt: LATER,
          downSince: NOON,
          limitedBy: 'perMinute',
          lastError: { at: NOON, reply: '554 5.7.1 <ana@personas.example> not from you' },
        }),
      ],
    }),
  ]);
  expect(transports).toEqual([
    {
      name: 'default',
      circuit: 'open',
      retryAt: LATER,
      busyConnections: 4,
      sentLastMinute: 120,
      limitedBy: 'perMinute',
      downSince: NOON,
      lastError: { at: NOON, reply: '554 5.7.1 <…> not from you' },
    },
    transport({ name: 'second' }),
  ]);
});

test('of a slowed domain the strictest word of a process counts', () => {
  const workers = [
    worker('a', { brakes: [brake({ perMinute: 20, heldUntil: null })] }),
    worker('b', { brakes: [brake()] }),
  ];
  expect(brakesOf(workers)).toEqual([brake()]);
});

describe('what keeps e-mails from leaving', () => {
  const fine: Circumstances = {
    workers: [worker('a', { transports: [transport()] })],
    shared: true,
    sending: true,
    window: { open: true, reason: null, holiday: null, opensAt: null, closesAt: LATER },
    quota: { limit: 1_000, remaining: 600, resetsAt: LATER },
    transport: null,
  };
  const codes = (changes: Partial<Circumstances>) =>
    troublesOf({ ...fine, ...changes }).map(({ code, values }) => [code, values]);
  const down = transport({
    circuit: 'open',
    retryAt: LATER,
    downSince: NOON,
    lastError: { at: NOON, reply: '535 5.7.8 no', failure: 'sign-in-refused' },
  });

  test('nothing, as a rule', () => {
    expect(codes({})).toEqual([]);
  });

  test('nobody is there to send, where sending is left to workers', () => {
    const web = [worker('web', { role: 'web' })];
    expect(codes({ workers: web })).toEqual([['no-worker', {}]]);
    expect(codes({ workers: web, sending: false })).toEqual([]);
    expect(codes({ workers: [], shared: false })).toEqual([]);
  });

  test('a transport is down once no sending process gets through it', () => {
    const web = worker('web', { role: 'web', transports: [transport()] });
    expect(codes({ workers: [web, worker('a', { transports: [down] })] })).toEqual([
      [
        'transport-down',
        {
          transport: 'default',
          others: 0,
          reply: '535 5.7.8 no',
          failure: 'sign-in-refused',
          retryAt: LATER,
        },
      ],
    ]);
    const mixed = [worker('a', { transports: [down] }), worker('b', { transports: [transport()] })];
    expect(codes({ workers: mixed })).toEqual([]);
  });

  test('the others that take over are counted', () => {
    const workers = [worker('a', { transports: [down, transport({ name: 'second' })] })];
    expect(codes({ workers })).toMatchObject([['transport-down', { transport: 'default', others: 1 }]]);
  });

  test('a sender that is bound to one transport has no others', () => {
    const workers = [worker('a', { transports: [down, transport({ name: 'second' })] })];
    expect(codes({ workers, transport: 'default' })).toMatchObject([['transport-down', { others: 0 }]]);
    expect(codes({ workers, transport: 'second' })).toEqual([]);
    expect(codes({ workers, transport: 'taken-away' })).toMatchObject([['transport-down', { others: 1 }]]);
  });

  test('the queue, since it was first missed', () => {
    const [first, second] = [NOON, LATER].map((since) => ({ since, reply: 'ECONNREFUSED' }));
    const workers = [worker('a', { queueTrouble: second }), worker('b', { queueTrouble: first })];
    expect(troublesOf({ ...fine, workers })).toEqual([
      { code: 'queue-unreachable', since: NOON, values: { reply: 'ECONNREFUSED' } },
    ]);
  });

  test('a closed window, with the holiday and the next opening where there is one', () => {
    const holiday = { date: '2026-12-08', name: { es: 'Inmaculada', en: 'Immaculate' } };
    const closed = { open: false, reason: 'holiday', holiday, opensAt: LATER, closesAt: null } as const;
    expect(codes({ window: closed })).toEqual([
      ['window-closed', { opensAt: LATER, reason: 'holiday', es: 'Inmaculada', en: 'Immaculate' }],
    ]);
    expect(codes({ window: { ...closed, reason: 'hours', holiday: null, opensAt: null } })).toEqual([
      ['window-closed', { reason: 'hours' }],
    ]);
  });

  test('a quota that is used up, not one that is absent', () => {
    expect(codes({ quota: { ...fine.quota, remaining: 0 } })).toEqual([
      ['quota-used-up', { limit: 1_000, resetsAt: LATER }],
    ]);
    expect(codes({ quota: { ...fine.quota, limit: null, remaining: null } })).toEqual([]);
  });
});
