import dns from 'node:dns';
import fs from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { getText, isPublicAddress, UnusableAnswer } from './public-https';

const tls = (name: string) => fs.readFileSync(path.join(__dirname, '../../tests/fixtures/tls', name), 'utf8');
const options = { ca: tls('ca.pem'), lookup: dns.lookup };

let server: https.Server;
let base: string;
const asked: string[] = [];

beforeAll(async () => {
  server = https.createServer({ key: tls('server-key.pem'), cert: tls('valid.pem') }, (request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/text') return response.end('hola');
    if (request.url === '/large') return response.end('x'.repeat(100_000));
    if (request.url === '/silent') return response.write('…');
    if (request.url === '/redirect') response.writeHead(302, { Location: '/text' });
    else response.writeHead(404);
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `https://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

const get = (at: string, more: object = {}) => getText(new URL(`${base}${at}`), { ...options, ...more });

test('a text is fetched', async () => {
  expect(await get('/text')).toBe('hola');
});

test.each(['/missing', '/redirect', '/large'])('%s is no usable answer', async (at) => {
  asked.length = 0;
  await expect(get(at)).rejects.toThrow(UnusableAnswer);
  expect(asked).toEqual([at]);
});

test('who never finishes is left', async () => {
  await expect(get('/silent', { timeoutMs: 300 })).rejects.toThrow(/abort/i);
});

test('a server whose certificate does not hold is not believed', async () => {
  await expect(get('/text', { ca: undefined })).rejects.toThrow(/certificate/i);
});

test('a name that leads inside is not followed', async () => {
  asked.length = 0;
  await expect(get('/text', { lookup: undefined })).rejects.toThrow('not public');
  expect(asked).toEqual([]);
});

test.each([
  ['8.8.8.8', true],
  ['54.239.28.85', true],
  ['2600:9000:2000::1', true],
  ['2001:4860:4860::8888', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['0.0.0.0', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', true],
  ['64:ff9b::7f00:1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['2002:7f00:1::', false],
])('%s is public: %s', (ip, expected) => {
  expect(isPublicAddress(ip)).toBe(expected);
});
