import { createScannerNetworks } from './scanner-networks';

const networks = createScannerNetworks(['198.51.100.0/24', '203.0.113.128/25', '2001:db8:7::/48']);

test.each([
  ['198.51.100.7', '198.51.100.0/24'],
  ['::ffff:198.51.100.7', '198.51.100.0/24'],
  ['203.0.113.200', '203.0.113.128/25'],
  ['203.0.113.100', null],
  ['2001:db8:7:1::9', '2001:db8:7::/48'],
  ['2001:db8:8::9', null],
  ['', null],
  ['unknown', null],
])('%j lies in %s', (ip, entry) => {
  expect(networks.entryOf(ip)).toBe(entry);
});

test.each([
  ['by what was found when it came', '10.0.0.0', '203.0.113.128/25', true],
  ['not by an entry that was taken away', '10.0.0.0', '10.0.0.0/8', false],
  ['by its network, in an entry added later', '198.51.100.0', null, true],
  ['not by its network in an entry that is narrower', '203.0.113.0', null, false],
  ['by its whole address', '203.0.113.200', null, true],
  ['not by nothing', null, null, false],
])('an event comes from one: %s', (_name, ip, scannerNetwork, expected) => {
  expect(networks.holds({ ip, scannerNetwork })).toBe(expected);
});

test('without any, nothing does', () => {
  const none = createScannerNetworks([]);
  expect([none.entryOf('198.51.100.7'), none.holds({ ip: '198.51.100.7', scannerNetwork: null })]).toEqual([
    null,
    false,
  ]);
});
