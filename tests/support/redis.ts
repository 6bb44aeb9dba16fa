import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import Redis from 'ioredis';

import type { BullQueueOptions } from '../../server/delivery/queue/bull';
import { waitFor } from './wait-for';

/** Whether tests can start a Redis of their own. */
export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

export interface TestRedis {
  url: string;
  /** A connection for the test's own commands; lives while the server does. */
  run(command: string, ...args: string[]): Promise<unknown>;
  start(): Promise<void>;
  /** Ends the server in order; with `start` it comes back with its data. */
  stop(): Promise<void>;
  /** Forgets what `stop` wrote. */
  lose(): void;
}

const freePort = async (): Promise<number> => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** A redis-server of the test's own on a free port. Keeps its data in a folder; `stop` leaves nothing running. */
export async function startRedis({ password }: { password?: string } = {}): Promise<TestRedis> {
  const port = await freePort();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-redis-'));
  const url = `redis://${password ? `:${password}@` : ''}127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let client: Redis | undefined;
  const redis: TestRedis = {
    url,
    run: (command, ...args) => (client as Redis).call(command, ...args),
    async start() {
      fs.mkdirSync(folder, { recursive: true });
      const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'];
      if (password) options.push('--requirepass', password);
      child = spawn('redis-server', options, { stdio: 'ignore' });
      client = new Redis(url).on('error', () => undefined);
      await client.ping();
    },
    async stop() {
      client?.disconnect();
      if (child?.exitCode !== null) return;
      const dead = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGTERM');
      await dead;
    },
    lose: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
  await redis.start();
  return redis;
}

export interface TestProxy {
  port: number;
  /** Keeps every connection open and passes nothing on, either way, until `release`. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

/** A TCP proxy before a local port: the network between the app and Redis. */
export async function startProxy(targetPort: number): Promise<TestProxy> {
  const sockets = new Set<Socket>();
  let held = false;
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (part) => to.write(part));
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (held) from.pause();
  };
  const server = net.createServer((near) => {
    const far = net.connect(targetPort, '127.0.0.1');
    join(near, far);
    join(far, near);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const each = (act: (socket: Socket) => void) => sockets.forEach(act);
  return {
    port: (server.address() as AddressInfo).port,
    hold() {
      held = true;
      each((socket) => socket.pause());
    },
    release() {
      held = false;
      each((socket) => socket.resume());
    },
    async close() {
      each((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface QueueProcess {
  /** Resolves once the process has printed these words. */
  says(words: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** SIGKILL; resolves when it is dead. */
  kill(): Promise<void>;
  /** Resolves with the exit code when it ends. */
  ended: Promise<number | null>;
}

/** A process of its own that handles the jobs of a Bull queue, one at a time, each of them for ever. */
export function startQueueProcess(options: BullQueueOptions): QueueProcess {
  const child = fork(path.resolve(__dirname, 'queue-process.js'), [JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (part: Buffer) => (output += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    async says(words) {
      await waitFor(`the process to say "${words}"`, () => output.includes(words));
    },
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}
