import type { SendingRules } from '../../contracts';
import { institutionOf, saveInstitution, saveSendingRules, sendingRulesOf } from '../../server/config';
import { createThrottle, type Throttle } from '../../server/delivery/throttle';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';

let app: TestApp;
const throttles: Throttle[] = [];

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(throttles.splice(0).map((throttle) => throttle.close()));
});

const at = (instant: string): void => {
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(instant));
};
const open = (): Throttle => {
  const throttle = createThrottle(app.strapi);
  throttles.push(throttle);
  return throttle;
};
const change = async (fields: Partial<SendingRules>): Promise<void> => {
  await saveSendingRules(app.strapi, { ...(await sendingRulesOf(app.strapi)), ...fields });
};

describe('the monthly quota', () => {
  test('is kept by two processes that ask at once, and known to one that starts later', async () => {
    at('2026-11-24T13:40:00Z');
    await change({ monthlyQuota: 100 });
    const [one, other] = [open(), open()];
    const granted = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? one : other).quota.take(1 + (i % 7))),
    );
    expect(granted.reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(await open().quota.take(1)).toBe(0);
    await one.quota.giveBack(3);
    expect(await other.quota.take(10)).toBe(3);
  });

  test("begins anew with the month on the institution's clocks", async () => {
    await change({ monthlyQuota: 10 });
    at('2027-02-01T04:59:59Z'); // 31 January in Bogotá
    expect(await open().quota.take(99)).toBe(10);
    at('2027-02-01T05:00:00Z');
    expect(await open().quota.take(4)).toBe(4);
  });

  test('without a limit grants all, and counts it for the day when a limit is set', async () => {
    at('2027-05-10T12:00:00Z');
    await change({ monthlyQuota: null });
    const throttle = open();
    expect(await throttle.quota.take(5_000)).toBe(5_000);
    await change({ monthlyQuota: 5_001 });
    at('2027-05-10T12:01:00Z');
    expect(await throttle.quota.take(9)).toBe(1);
  });
});

test('the window follows the rules and the time zone, within seconds', async () => {
  at('2026-12-08T15:00:00Z');
  const throttle = open();
  expect(await throttle.window()).toMatchObject({ open: true, closesAt: null });
  const { window } = await sendingRulesOf(app.strapi);
  await change({ window: { ...window, enabled: true } });
  at('2026-12-08T15:00:05Z');
  expect(await throttle.window()).toMatchObject({
    open: false,
    reason: 'holiday',
    opensAt: '2026-12-09T12:00:00.000Z',
  });
  await saveInstitution(app.strapi, { ...(await institutionOf(app.strapi)), timeZone: 'Asia/Tokyo' });
  at('2026-12-08T23:00:00Z'); // 9 December, 08:00 in Tokyo
  expect(await throttle.window()).toMatchObject({ open: true, closesAt: '2026-12-09T10:00:00.000Z' });
});
