import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

export interface Demo {
  origin: string;
  inbox: string;
  /** Ends it as Ctrl-C does. @returns the exit code and the seconds that it took. */
  stop(): Promise<{ code: number | null; seconds: number }>;
}

export const ADMIN = { email: 'admin@iipa.example', password: 'Demo-1234' };
export const EDITOR = { email: 'editora@iipa.example', password: 'Demo-1234' };

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts the demo with people, lists and contacts, on ports and in a folder of its own; builds it where needed.
 * `TEST_DEMO="http://localhost:1337 http://localhost:1380"` uses one that runs already (panel, inbox) instead.
 */
export async function startDemo(): Promise<Demo> {
  const [running, itsInbox] = process.env.TEST_DEMO?.split(' ') ?? [];
  if (running && itsInbox) {
    return { origin: running, inbox: itsInbox, stop: () => Promise.resolve({ code: 0, seconds: 0 }) };
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-browser-'));
  const [port, inboxPort, smtpPort] = [await freePort(), await freePort(), await freePort()];
  const child = spawn(process.execPath, ['scripts/demo.mjs', '--no-story'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DEMO_INBOX_PORT: String(inboxPort),
      DEMO_SMTP_PORT: String(smtpPort),
      DEMO_FOLDER: path.join(folder, 'data'),
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    const hear = (part: Buffer) => {
      output += part.toString();
      if (output.includes('The demo is running.')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`The demo ended before it ran.\n${output}`)));
  });
  return {
    origin: `http://localhost:${port}`,
    inbox: `http://localhost:${inboxPort}`,
    async stop() {
      const start = Date.now();
      child.kill('SIGTERM');
      const code = await ended;
      fs.rmSync(folder, { recursive: true, force: true });
      return { code, seconds: (Date.now() - start) / 1000 };
    },
  };
}

export interface CaughtMail {
  id: number;
  at: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  headers: string;
}

/** The newest e-mail that the demo's mail server has for an address, or null. */
export async function newestMail({ inbox }: Demo, address: string): Promise<CaughtMail | null> {
  const list = (await (await fetch(`${inbox}/api/mails?search=${encodeURIComponent(address)}`)).json()) as {
    rows: { id: number }[];
  };
  const [mail] = list.rows;
  return mail ? ((await (await fetch(`${inbox}/api/mails/${mail.id}`)).json()) as CaughtMail) : null;
}
