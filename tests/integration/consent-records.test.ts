import { consentOf, type ConsentEntry } from '../../server/consent';
import { createConsentService } from '../../server/consent/service';
import { clock } from '../../server/lib/clock';
import { inTransaction } from '../../server/lib/database';
import { startApp, type TestApp } from '../support/app';

const RECORDS = 'mail_campaigns_consent_records';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());

const consent = () => consentOf(app.strapi);
const entry = (address: string, more: Partial<ConsentEntry> = {}): ConsentEntry => ({
  addressHash: consent().addressHash(address),
  contactId: 7,
  listId: 3,
  action: 'requested',
  channel: 'web-form',
  notice: 'Sí, quiero recibir el boletín — «novedades» 📬',
  language: 'es',
  ip: '2001:db8::1',
  userAgent: 'Mozilla/5.0',
  ...more,
});

describe('the address key', () => {
  test('two instances that start at once on a database without a key end with the same one', async () => {
    await app.strapi.db
      .query('strapi::core-store')
      .deleteMany({ where: { key: { $contains: 'address-key' } } });
    const instances = Array.from({ length: 5 }, () => createConsentService({ strapi: app.strapi }));
    await Promise.all(instances.map((instance) => instance.load()));
    const hashes = new Set(instances.map((instance) => instance.addressHash('ana@example.org')));
    expect(hashes.size).toBe(1);
    expect([...hashes][0]).toMatch(/^[0-9a-f]{64}$/);
    await consent().load();
    expect(consent().addressHash('ana@example.org')).toBe([...hashes][0]);
  });

  test('addresses cannot be told from their hashes without it', () => {
    expect(consent().addressHash('ana@example.org')).not.toBe(consent().addressHash('eva@example.org'));
  });
});

describe('the chain of a person', () => {
  test('grows record by record, several at once included, and is whole', async () => {
    await consent().record([entry('luz@example.org')]);
    await consent().record([
      entry('luz@example.org', { action: 'confirmed' }),
      entry('luz@example.org', { action: 'confirmed', listId: 4 }),
      entry('sol@example.org', { notice: null, ip: null }),
    ]);
    expect(await consent().verify(consent().addressHash('luz@example.org'))).toEqual({
      valid: true,
      records: 3,
      brokenAtId: null,
    });
    expect(await consent().verify(consent().addressHash('sol@example.org'))).toMatchObject({ records: 1 });
    expect(await consent().verify(consent().addressHash('nobody@example.org'))).toMatchObject({
      valid: true,
      records: 0,
    });
  });

  test('joins a transaction: what is rolled back was never said', async () => {
    const failed = inTransaction(app.strapi, async (trx) => {
      await consent().record([entry('rollback@example.org')], trx);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await consent().verify(consent().addressHash('rollback@example.org'))).toMatchObject({
      records: 0,
    });
  });

  test('writers at the same moment follow one another', async () => {
    const hash = consent().addressHash('busy@example.org');
    await consent().record([entry('busy@example.org')]);
    await Promise.all(
      Array.from({ length: 4 }, (_, i) =>
        consent().record([
          entry('busy@example.org', { listId: i }),
          entry('busy@example.org', { listId: i + 10 }),
        ]),
      ),
    );
    expect(await consent().verify(hash)).toEqual({ valid: true, records: 9, brokenAtId: null });
  });

  test('keeps more people than one batch, and cuts what a column cannot hold before it is hashed', async () => {
    const people = Array.from({ length: 1201 }, (_, i) =>
      entry(`p${i}@example.org`, {
        userAgent: 'ñ'.repeat(400),
        source: 'x'.repeat(5000),
        language: 'a\0b\ud800',
      }),
    );
    await consent().record(people);
    for (const address of ['p0@example.org', 'p1200@example.org']) {
      expect(await consent().verify(consent().addressHash(address))).toMatchObject({
        valid: true,
        records: 1,
      });
    }
  });

  const changes: [string, object][] = [
    ['contact_id', { contact_id: 8 }],
    ['list_id', { list_id: null }],
    ['action', { action: 'imported' }],
    ['channel', { channel: 'admin' }],
    ['notice', { notice: 'Sí, quiero recibir el boletín — «novedades» 📭' }],
    ['language', { language: 'en' }],
    ['source', { source: 'x' }],
    ['ip', { ip: '2001:db8::2' }],
    ['user_agent', { user_agent: 'Mozilla/5.1' }],
    ['actor_id', { actor_id: 1 }],
    ['campaign_id', { campaign_id: 1 }],
    ['occurred_at', { occurred_at: '2020-01-01T00:00:00.000Z' }],
    ['previous_hash', { previous_hash: 'f'.repeat(64) }],
    ['hash', { hash: 'f'.repeat(64) }],
  ];
  test.each(changes)('a changed %s is found', async (column, change) => {
    const address = `changed-${column.replaceAll('_', '-')}@example.org`;
    const hash = consent().addressHash(address);
    await consent().record([entry(address), entry(address, { action: 'confirmed' }), entry(address)]);
    expect(await consent().verify(hash)).toMatchObject({ valid: true, records: 3 });
    const rows = await app.strapi.db.connection(RECORDS).where({ address_hash: hash }).orderBy('id');
    await app.strapi.db.connection(RECORDS).where({ id: rows[1].id }).update(change);
    expect(await consent().verify(hash)).toEqual({ valid: false, records: 3, brokenAtId: rows[1].id });
  });

  test('a record taken out of the middle is found', async () => {
    const hash = consent().addressHash('removed@example.org');
    await consent().record([
      entry('removed@example.org'),
      entry('removed@example.org'),
      entry('removed@example.org'),
    ]);
    const rows = await app.strapi.db.connection(RECORDS).where({ address_hash: hash }).orderBy('id');
    await app.strapi.db.connection(RECORDS).where({ id: rows[1].id }).del();
    expect(await consent().verify(hash)).toEqual({ valid: false, records: 2, brokenAtId: rows[2].id });
  });
});

describe('suppression', () => {
  test('keeps its reason and says since when', async () => {
    const now = new Date('2026-12-01T14:00:00.123Z');
    jest.spyOn(clock, 'now').mockReturnValue(now);
    const addressHash = consent().addressHash('bounce@example.org');
    await consent().suppress([{ addressHash, reason: 'hard_bounce', evidence: '550 5.1.1 unknown' }]);
    await consent().suppress([
      { addressHash, reason: 'manual' },
      { addressHash: consent().addressHash('other@example.org'), reason: 'manual' },
    ]);
    const found = await consent().suppressionsOf([addressHash, consent().addressHash('free@example.org')]);
    expect([...found]).toEqual([
      [
        addressHash,
        {
          reason: 'hard_bounce',
          since: now,
          until: null,
          evidence: '550 5.1.1 unknown',
          feedbackId: null,
          campaignId: null,
        },
      ],
    ]);
  });

  test('a heavier reason takes the place of a lighter one, never the other way round, also at once', async () => {
    const order = ['soft_limit', 'manual', 'hard_bounce', 'complaint'] as const;
    for (const lighter of order) {
      for (const heavier of order) {
        const hash = consent().addressHash(`${lighter}-${heavier}@example.org`);
        const atOnce = consent().addressHash(`at-once-${lighter}-${heavier}@example.org`);
        const expected = order[Math.max(order.indexOf(lighter), order.indexOf(heavier))];
        await consent().suppress([{ addressHash: hash, reason: lighter }]);
        await consent().suppress([{ addressHash: hash, reason: heavier }]);
        await Promise.all([
          consent().suppress([{ addressHash: atOnce, reason: lighter }]),
          consent().suppress([{ addressHash: atOnce, reason: heavier }]),
        ]);
        const found = await consent().suppressionsOf([hash, atOnce]);
        expect([found.get(hash)?.reason, found.get(atOnce)?.reason]).toEqual([expected, expected]);
      }
    }
  });

  test('is lifted for the reasons named only, and every change leaves a record', async () => {
    const manual = consent().addressHash('manual@example.org');
    const complaint = consent().addressHash('complaint@example.org');
    await consent().suppress([
      { addressHash: manual, reason: 'manual', actorId: 7 },
      { addressHash: complaint, reason: 'complaint', evidence: 'abuse', campaignId: 3, feedbackId: 9 },
    ]);
    const proof = { rule: 'admin', note: 'He called us', actorId: 8 } as const;
    expect(await consent().lift([manual, complaint], ['manual', 'hard_bounce'], proof)).toBe(1);
    expect(await consent().lift([manual], ['manual'], proof)).toBe(0);
    expect([...(await consent().suppressionsOf([manual, complaint])).keys()]).toEqual([complaint]);
    expect(await consent().suppressionHistory(manual)).toMatchObject([
      { action: 'suppressed', reason: 'manual', actorId: 7, rule: null },
      { action: 'lifted', reason: 'manual', ...proof },
    ]);
    expect(await consent().suppressionHistory(complaint)).toMatchObject([
      { action: 'suppressed', reason: 'complaint', note: 'abuse', campaignId: 3, feedbackId: 9 },
    ]);
  });

  test('a rest ends when its time has come, once, whoever looks', async () => {
    const now = new Date('2026-12-01T14:00:00.000Z');
    jest.spyOn(clock, 'now').mockReturnValue(now);
    const [over, running] = ['over', 'running'].map((name) =>
      consent().addressHash(`${name}@example.org`),
    ) as [string, string];
    const reason = 'soft_limit' as const;
    await consent().suppress([
      { addressHash: over, reason, until: now },
      { addressHash: running, reason, until: new Date(now.getTime() + 1000) },
    ]);
    const lifted = await Promise.all([consent().liftRested(), consent().liftRested()]);
    expect(lifted.reduce((sum, count) => sum + count)).toBe(1);
    expect([...(await consent().suppressionsOf([over, running])).keys()]).toEqual([running]);
    expect(await consent().suppressionHistory(over)).toMatchObject([
      {},
      { action: 'lifted', rule: 'rest-over' },
    ]);
    expect(await consent().lastRests([over, running])).toEqual(
      new Map([
        [over, now],
        [running, now],
      ]),
    );
  });

  test('an erased person’s words go, their suppression stays', async () => {
    const hash = consent().addressHash('erased@example.org');
    await consent().suppress([
      { addressHash: hash, reason: 'hard_bounce', evidence: '550 erased@example.org' },
    ]);
    await app.strapi.db.transaction(({ trx }: any) => consent().forget([hash], trx));
    expect((await consent().suppressionsOf([hash])).get(hash)).toMatchObject({
      reason: 'hard_bounce',
      evidence: null,
    });
    expect(await consent().suppressionHistory(hash)).toMatchObject([{ note: null }]);
  });
});
