/** @jest-environment jsdom */
import { createHash, webcrypto } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { TextEncoder as NodeTextEncoder } from 'node:util';

import { readScript } from './script-controller';

const BUDGET = 6000;

interface Page {
  document: { body: { innerHTML: string }; querySelector(selector: string): any; documentElement: any };
  Event: new (type: string, options?: object) => unknown;
  HTMLFormElement: { prototype: { submit(): void } };
  fetch: jest.Mock;
}
const page = globalThis as unknown as Page;

const FORM = `<form method="post" action="https://cms.example/api/mail-campaigns/subscribe/fair"
  data-mail-campaigns-form="https://cms.example/api/mail-campaigns/forms/fair" lang="es">
  <input type="hidden" name="language" value="es">
  <input type="checkbox" name="lists" value="boletin" checked><input type="checkbox" name="lists" value="otra">
  <input type="email" name="email" value="ana@example.org"><input name="attributes[city]" value="Cali">
  <input name="website" value=""><button>Enviar</button></form>`;

const answer = (status: number, body: object) => ({
  ok: status < 400,
  status,
  json: () => Promise.resolve(body),
});
const definition = (challenge: object | null = null) =>
  answer(200, { data: { time: 'signed-time', challenge } });

const flush = async () => {
  for (let i = 0; i < 400; i += 1) await jest.advanceTimersByTimeAsync(50);
};
const status = (): string => page.document.querySelector('[role=status]')?.textContent ?? '';
const posted = () => {
  const call = page.fetch.mock.calls.find(([, options]) => options.method === 'POST');
  return call && { url: call[0], ...call[1], body: JSON.parse(call[1].body) };
};

function open(): any {
  page.document.body.innerHTML = FORM;
  (0, eval)(readScript());
  return page.document.querySelector('form');
}

let plainSubmits: number;

beforeEach(() => {
  jest.useFakeTimers();
  page.fetch = jest.fn();
  plainSubmits = 0;
  page.HTMLFormElement.prototype.submit = () => {
    plainSubmits += 1;
  };
  Object.assign(globalThis, { TextEncoder: NodeTextEncoder });
});
afterEach(() => jest.useRealTimers());

const submit = async (form: any) => {
  form.dispatchEvent(new page.Event('focusin', { bubbles: true }));
  form.dispatchEvent(new page.Event('submit', { bubbles: true, cancelable: true }));
  await flush();
};

test('asks nothing before somebody enters the form, then sends it as JSON without cookies', async () => {
  page.fetch.mockResolvedValueOnce(definition()).mockResolvedValueOnce(answer(200, { data: {} }));
  const form = open();
  expect(page.fetch).not.toHaveBeenCalled();
  await submit(form);
  expect(page.fetch.mock.calls[0]).toEqual([
    'https://cms.example/api/mail-campaigns/forms/fair?lang=es',
    { credentials: 'omit' },
  ]);
  expect(posted()).toMatchObject({
    url: 'https://cms.example/api/mail-campaigns/subscribe/fair',
    credentials: 'omit',
    body: {
      email: 'ana@example.org',
      lists: ['boletin'],
      attributes: { city: 'Cali' },
      language: 'es',
      time: 'signed-time',
    },
  });
  expect(status()).toContain('Revise su correo');
  expect(page.document.querySelector('[role=status]').getAttribute('aria-live')).toBe('polite');
  expect(plainSubmits).toBe(0);
});

test('is never quicker than the server allows', async () => {
  page.fetch.mockResolvedValueOnce(definition()).mockResolvedValueOnce(answer(200, { data: {} }));
  const form = open();
  form.dispatchEvent(new page.Event('submit', { bubbles: true, cancelable: true }));
  await jest.advanceTimersByTimeAsync(2000);
  expect(posted()).toBeUndefined();
  await jest.advanceTimersByTimeAsync(200);
  expect(posted()).toBeDefined();
});

test('marks the fields that the server names, and reads out why', async () => {
  const fields = [{ path: 'attributes[city]', message: '«Ciudad»: diligencie este campo.' }];
  page.fetch
    .mockResolvedValueOnce(definition())
    .mockResolvedValueOnce(answer(400, { error: { details: { code: 'invalid-input', fields } } }));
  await submit(open());
  expect(page.document.querySelector('[name="attributes[city]"]').getAttribute('aria-invalid')).toBe('true');
  expect(page.document.querySelector('[name=email]').hasAttribute('aria-invalid')).toBe(false);
  expect(status()).toContain('«Ciudad»');
});

test('what comes from the server is text, never markup', async () => {
  const fields = [{ path: 'email', message: '<img src=x onerror=alert(1)>' }];
  page.fetch
    .mockResolvedValueOnce(definition())
    .mockResolvedValueOnce(answer(400, { error: { details: { fields } } }));
  await submit(open());
  expect(page.document.querySelector('img')).toBeNull();
});

test('without an answer that can be read the form goes the plain way', async () => {
  page.fetch.mockRejectedValue(new TypeError('blocked'));
  await submit(open());
  expect(plainSubmits).toBe(1);
});

test('too many requests are said in words', async () => {
  page.fetch
    .mockResolvedValueOnce(definition())
    .mockResolvedValueOnce(answer(429, { error: { details: { code: 'too-many-requests' } } }));
  await submit(open());
  expect(status()).toContain('muchas solicitudes');
});

describe.each([
  ['with crypto.subtle', webcrypto],
  ['without it, as on a page that is not served over https', {}],
])('the challenge %s', (_, crypto) => {
  test('is solved as the server wants it', async () => {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
    Object.defineProperty(globalThis, 'btoa', {
      value: (text: string) => Buffer.from(text, 'latin1').toString('base64'),
      configurable: true,
    });
    jest.useRealTimers();
    const salt = `${'a'.repeat(24)}?expires=4102444800&`;
    const challenge = {
      algorithm: 'SHA-256',
      challenge: createHash('sha256').update(`${salt}321`).digest('hex'),
      salt,
      signature: 'signed',
      maxnumber: 600,
    };
    page.fetch.mockResolvedValueOnce(definition(challenge)).mockResolvedValueOnce(answer(200, { data: {} }));
    const form = open();
    form.dispatchEvent(new page.Event('submit', { bubbles: true, cancelable: true }));
    for (let i = 0; i < 500 && !posted(); i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
    const { challenge: solved } = posted()?.body ?? {};
    const { maxnumber: _max, ...offered } = challenge;
    expect(JSON.parse(Buffer.from(solved, 'base64').toString())).toEqual({ ...offered, number: 321 });
  });
});

test(`is under ${BUDGET} bytes as served, runs under a strict policy, and docs/forms.md tells its size`, () => {
  const script = readScript();
  const bytes = Buffer.byteLength(script);
  expect(bytes).toBeLessThan(BUDGET);
  expect(script).not.toMatch(
    /\beval\b|new Function|innerHTML|<style|\.style\b|document\.write|import\b|cookie/,
  );
  const file = path.resolve(__dirname, '../../../docs/forms.md');
  const text = fs.readFileSync(file, 'utf8');
  const pattern = /(<!-- script size -->)([\d,]+)(<!-- end -->)/;
  const told = bytes.toLocaleString('en');
  if (process.env.UPDATE_DOCS) fs.writeFileSync(file, text.replace(pattern, `$1${told}$3`));
  else expect(pattern.exec(text)?.[2]).toBe(told);
});
