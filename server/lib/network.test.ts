import { addressOf, networkOf, visitorKey } from './network';

test.each([
  ['203.0.113.77', '203.0.113.0'],
  ['::ffff:203.0.113.77', '203.0.113.0'],
  ['::ffff:cb00:714d', '203.0.113.0'],
  ['2001:db8:7:1:2:3:4:5', '2001:db8:7::'],
  ['2001:DB8:0007::1', '2001:db8:7::'],
  ['::1', '0:0:0::'],
  ['fe80::1%eth0', 'fe80:0:0::'],
  ['', null],
  ['not-an-ip', null],
  ['203.0.113.77.1', null],
])('the network of %s is %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

test.each([
  ['203.0.113.77', '203.0.113.77'],
  ['::ffff:203.0.113.77', '203.0.113.77'],
  ['2001:db8:7:1::5', '2001:db8:7:1::'],
  ['2001:db8:7:1:ffff::9', '2001:db8:7:1::'],
  ['whatever a visitor writes', ''],
  ['', ''],
])('the visitor behind %s is %s', (ip, key) => {
  expect(visitorKey(ip)).toBe(key);
});

test.each([
  ['203.0.113.77', '203.0.113.77'],
  ['::ffff:203.0.113.77', '203.0.113.77'],
  ['2001:db8::5', '2001:db8::5'],
  ['<img src=x onerror=alert(1)>', null],
  ['203.0.113.77\r\nX: y', null],
  ['9'.repeat(10_000), null],
])('the address in %j is %j', (ip, address) => {
  expect(addressOf(ip)).toBe(address);
});
