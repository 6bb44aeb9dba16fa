import fs from 'node:fs';
import http from 'node:http';

import { REFUSALS } from './refusals.mjs';

const STATIC = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/inbox.js': ['inbox.js', 'text/javascript; charset=utf-8'],
  '/inbox.css': ['inbox.css', 'text/css; charset=utf-8'],
};

/** What an e-mail's HTML may do inside the inbox: show itself, load pictures, open links elsewhere. */
const MAIL_POLICY = [
  "default-src 'none'",
  'img-src http: https: data: cid:',
  "style-src 'unsafe-inline'",
  'font-src http: https: data:',
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data:; frame-src 'self'; object-src 'none'; base-uri 'none'";

const positive = (value, fallback, most) => {
  const number = Number.parseInt(value ?? '', 10);
  return Number.isInteger(number) && number > 0 ? Math.min(number, most) : fallback;
};

const headersOf = (raw) => {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  return Buffer.from(end < 0 ? text : text.slice(0, end), 'latin1').toString('utf8');
};

const linksOf = (html) =>
  [...html.matchAll(/\b(?:href|src)="(https?:[^"]+)"/g)].map(([, url]) => url.replaceAll('&amp;', '&'));

/** Opens links in a tab of their own; without it a click would load the page into the frame. */
const inFrame = (html) => `<base target="_blank">${html}`;

/** The inbox: a page for people under `/`, JSON for programs under `/api/mails`. */
export async function startInbox({ port, store, smtpPort }) {
  async function mailOf(id) {
    const mail = store.find(id);
    if (!mail) return null;
    const [raw, parsed] = await Promise.all([store.raw(id), store.parsed(id)]);
    const html = parsed.html || '';
    return {
      ...mail,
      replyTo: parsed.replyTo?.text ?? null,
      headers: headersOf(raw),
      html,
      text: parsed.text ?? '',
      links: linksOf(html),
      attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
        filename,
        contentType,
        size,
      })),
    };
  }

  async function answer(url) {
    const file = STATIC[url.pathname];
    if (file) {
      const body = await fs.promises.readFile(new URL(`./web/${file[0]}`, import.meta.url));
      return [200, file[1], body, { 'content-security-policy': PAGE_POLICY }];
    }
    const json = (status, body) => [status, 'application/json; charset=utf-8', JSON.stringify(body)];
    if (url.pathname === '/api/mails') {
      const query = url.searchParams;
      return json(
        200,
        store.list({
          search: query.get('search') ?? '',
          page: positive(query.get('page'), 1, 1_000_000),
          pageSize: positive(query.get('pageSize'), 25, 500),
          after: positive(query.get('after'), 0, Number.MAX_SAFE_INTEGER),
        }),
      );
    }
    if (url.pathname === '/api/server') {
      return json(200, {
        smtpPort,
        refusals: REFUSALS.map(({ ending, code, text, times }) => ({
          ending,
          code,
          text,
          once: times === 1,
        })),
      });
    }
    const [, id, part] = /^\/api\/mails\/(\d{1,12})(?:\/(html|source))?$/.exec(url.pathname) ?? [];
    const mail = id ? await mailOf(Number(id)) : null;
    if (!mail) return json(404, { error: 'No such e-mail. Go back to the list.' });
    if (part === 'html') {
      return [
        200,
        'text/html; charset=utf-8',
        inFrame(mail.html),
        { 'content-security-policy': MAIL_POLICY },
      ];
    }
    if (part === 'source') return [200, 'text/plain; charset=utf-8', await store.raw(mail.id)];
    return json(200, mail);
  }

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://inbox');
    const known = request.method === 'GET' || request.method === 'HEAD';
    (known ? answer(url) : Promise.resolve([405, 'text/plain', 'The inbox is read only.']))
      .catch((error) => [500, 'text/plain; charset=utf-8', String(error.message)])
      .then(([status, type, body, headers = {}]) => {
        response.writeHead(status, {
          'content-type': type,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          ...headers,
        });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
