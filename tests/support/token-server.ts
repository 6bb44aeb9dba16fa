import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TokenServer {
  tokenUrl: string;
  /** Where a mail server asks whose a token is, as `Authorization: Bearer`. */
  introspectionUrl: string;
  /** What was asked for, the oldest first. */
  asked: Record<string, string>[];
  /** What the next request for a token gets, and those after it: a status and a body; nothing: no answer at all. */
  answer: (form: Record<string, string>) => [status: number, body: object | string] | null;
  /** The tokens that hold, and whose they are. */
  holders: Map<string, string>;
  stop(): Promise<void>;
}

/** A token endpoint of OAuth 2 on this machine, and the introspection that a mail server needs. */
export async function startTokenServer(): Promise<TokenServer> {
  const holders = new Map<string, string>();
  const listener = http.createServer((request, response) => {
    const send = (status: number, body: object | string) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (request.method === 'GET') {
      const username = holders.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
      return send(username ? 200 : 401, { active: username !== undefined, username });
    }
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      server.asked.push(form);
      const answer = server.answer(form);
      if (answer) send(...answer);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  const server: TokenServer = {
    tokenUrl: `${base}/token`,
    introspectionUrl: `${base}/introspect`,
    asked: [],
    answer: () => [400, { error: 'invalid_request' }],
    holders,
    async stop() {
      const closed = new Promise((resolve) => listener.close(resolve));
      listener.closeAllConnections();
      await closed;
    },
  };
  return server;
}
