import type { Core } from '@strapi/strapi';

import { createRateLimit, warnOfForgedAddresses } from './rate-limit';

test('counts by client, or by what it was made for', async () => {
  const perClient = createRateLimit('a', 1);
  expect(await perClient.take('203.0.113.1')).toBe(0);
  expect(await perClient.take('203.0.113.1')).toBeGreaterThan(0);
  expect(await perClient.take('203.0.113.2')).toBe(0);
  expect(await perClient.take('made up')).toBe(0);
  expect(await perClient.take('something else')).toBeGreaterThan(0);
  const perPerson = createRateLimit('b', 1, (person) => person);
  expect([await perPerson.take('person-1'), await perPerson.take('person-2')]).toEqual([0, 0]);
});

test.each([
  [{}, 0],
  [{ koa: true }, 1],
  [{ koa: true, maxIpsCount: 1 }, 0],
])('with the proxy %j there are %i warnings', (proxy: object, warnings) => {
  const lines: string[] = [];
  const settings: Record<string, unknown> = Object.fromEntries(
    Object.entries(proxy).map(([key, value]) => [`server.proxy.${key}`, value]),
  );
  warnOfForgedAddresses({
    config: { get: (key: string) => settings[key] },
    log: { warn: (line: string) => lines.push(line) },
  } as unknown as Core.Strapi);
  expect(lines).toHaveLength(warnings);
});
