/** Where the measured e-mails go, and what sends to it for comparison. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { mustRun } from '../scripts/lib/processes.mjs';
import { answers } from '../scripts/lib/project.mjs';
import { findProgram, freePort, HOST } from '../scripts/lib/servers.mjs';
import { startSink } from '../scripts/lib/smtp-sink.mjs';
import { atEnd } from '../scripts/lib/teardown.mjs';

/** Connections of whatever sends, in every row. */
export const CONNECTIONS = 8;

const POSTFIX = ['/usr/sbin', '/usr/libexec/postfix'];
const BACKLOG = 1000;

const processOf = (name, ...args) => fork(path.join(import.meta.dirname, name), args.map(String));

/** A sink of ours in a process of its own. @returns its port */
export async function startOwnSink(delayMilliseconds = 0) {
  const child = processOf('sink-process.mjs', delayMilliseconds);
  atEnd(() => child.kill());
  const [{ port }] = await once(child, 'message');
  return port;
}

/** Postfix's smtp-sink where it is installed, else one of ours. @returns its port and name */
export async function startFastSink() {
  const program = findProgram('smtp-sink', POSTFIX);
  if (!program) return { port: await startOwnSink(), name: 'a null sink of ours' };
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(program, [...user, `${HOST}:${port}`, String(BACKLOG)], { stdio: 'ignore' });
  atEnd(() => child.kill());
  while (!(await answers(HOST, port))) await wait(20);
  return { port, name: "postfix's smtp-sink" };
}

/** A sink that keeps one message. @returns its port and a promise of the bytes as they came */
export async function startCatchingSink() {
  let caught;
  const message = new Promise((resolve) => {
    caught = resolve;
  });
  const sink = await startSink({ onMessage: (_recipients, bytes) => void caught(Buffer.from(bytes)) });
  atEnd(sink.close);
  return { port: sink.port, message };
}

/** nodemailer's pool with these templates. @returns seconds for so many messages */
export async function sendWithNodemailer({ port, content, messages }) {
  const child = processOf('baseline-process.mjs');
  atEnd(() => child.kill());
  child.send({ port, content, messages, connections: CONNECTIONS });
  const [{ seconds }] = await once(child, 'message');
  await once(child, 'exit');
  return seconds;
}

export const findSmtpSource = () => findProgram('smtp-source', POSTFIX);

/** Postfix's smtp-source, which sends the same bytes again and again. @returns seconds for so many messages */
export async function sendWithSmtpSource({ program, port, bytes, messages }) {
  const start = performance.now();
  await mustRun(
    'smtp-source',
    program,
    [
      '-d',
      ...['-s', CONNECTIONS, '-m', messages, '-l', bytes],
      ...['-f', 'bounce@instituto.example', '-t', 'persona@bench.example', `${HOST}:${port}`],
    ].map(String),
  );
  return (performance.now() - start) / 1000;
}
