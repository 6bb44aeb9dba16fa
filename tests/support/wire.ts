import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { TestApp } from './app';

export interface WireAnswer {
  status: number;
  /** Without the date, so that two answers can be compared. */
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

interface WireRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Requests over a socket, the path byte for byte as given: clients that tidy a URL up hide what an attacker sends. */
export interface Wire {
  origin: string;
  send(path: string, request?: WireRequest): Promise<WireAnswer>;
  /** A POST as a browser makes it from a form. */
  form(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<WireAnswer>;
}

/** Lets the app listen on a free port. Its `stop` closes it. */
export async function listen(app: TestApp): Promise<Wire> {
  const { httpServer } = app.strapi.server;
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = httpServer.address() as AddressInfo;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  httpServer.once('close', () => agent.destroy());

  const send: Wire['send'] = (path, { method = 'GET', headers = {}, body = '' } = {}) =>
    new Promise((resolve, reject) => {
      const length =
        method === 'GET' || method === 'HEAD' ? {} : { 'Content-Length': Buffer.byteLength(body) };
      const options = { host: '127.0.0.1', port, agent, method, path, headers: { ...length, ...headers } };
      const request = http.request(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const { date: _, ...rest } = response.headers;
          const bytes = Buffer.concat(parts);
          resolve({ status: response.statusCode ?? 0, headers: rest, body: bytes, text: bytes.toString() });
        });
      });
      request.on('error', reject);
      request.end(body);
    });

  return {
    origin: `http://127.0.0.1:${port}`,
    send,
    form: (path, fields, headers = {}) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      }),
  };
}
