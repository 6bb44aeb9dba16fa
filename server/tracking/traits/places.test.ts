import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { mmdb } from '../../../tests/support/mmdb';
import { openPlaces } from './places';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'places-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const write = (name: string, bytes: Buffer): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  return file;
};

const bogota = { country: { iso_code: 'CO' }, city: { names: { en: 'Bogota', es: 'Bogotá' } } };
const cities = write(
  'cities.mmdb',
  mmdb('GeoLite2-City', {
    '192.0.2.0/24': bogota,
    '198.51.100.0/25': { country: { iso_code: 'EC' }, city: { names: { en: 'Quito' } } },
    '203.0.113.0/24': { country: { iso_code: 'VE' } },
  }),
);

test.each([
  ['192.0.2.77', 'CO', 'Bogotá'],
  ['::ffff:192.0.2.77', 'CO', 'Bogotá'],
  ['198.51.100.5', 'EC', 'Quito'],
  ['198.51.100.200', null, null],
  ['203.0.113.9', 'VE', null],
  // Only the network is known: the city would be a guess.
  ['192.0.2.0', 'CO', null],
  ['127.0.0.1', null, null],
  ['2001:db8::1', null, null],
  ['fe80::1%eth0', null, null],
  ['', null, null],
  ['nonsense', null, null],
])('%s', async (ip, country, city) => {
  expect((await openPlaces(cities)).of(ip)).toEqual({ country, city });
});

test.each([
  [path.join(folder, 'none.mmdb'), /tracking\.geoFile: .*none\.mmdb cannot be read \(ENOENT\)/],
  [folder, /tracking\.geoFile: .* cannot be read \(EISDIR\)/],
  [write('words.mmdb', Buffer.from('not a database')), /words\.mmdb is not a database in MaxMind’s format/],
  [
    write('packed.mmdb', Buffer.from([0x1f, 0x8b, 8, 0])),
    /packed\.mmdb is not a database in MaxMind’s format/,
  ],
  [
    write('asn.mmdb', mmdb('GeoLite2-ASN', { '192.0.2.0/24': bogota })),
    /asn\.mmdb is of type GeoLite2-ASN; give one of cities or countries/,
  ],
])('%s stops the start and says why', async (file, message) => {
  await expect(openPlaces(file)).rejects.toThrow(message);
});
