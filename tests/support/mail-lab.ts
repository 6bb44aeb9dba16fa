import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * A real Postfix and Dovecot on loopback: a folder with a script that runs them (`MAIL_LAB` names it). It needs root,
 * for Postfix drops its rights itself.
 */
const lab = process.env.MAIL_LAB ?? path.resolve(__dirname, '../../../shared/tools/mail-lab');
const script = path.join(lab, 'lab.sh');
const exists = [script, '/usr/sbin/postfix', '/usr/sbin/dovecot', '/usr/bin/swaks'].every((file) =>
  fs.existsSync(file),
);

/** `describe` where the lab can run, else `describe.skip`: the run names what it skipped. */
export const describeWithMailLab = exists && process.getuid?.() === 0 ? describe : describe.skip;

export const LAB_PASSWORD = 'lab';

export interface MailLab {
  folder: string;
  smtpPort: number;
  imapPort: number;
  popPort: number;
  /** Runs one of the lab's programs on its configuration, e.g. `postconf`. */
  postfix(...args: string[]): void;
  stop(): void;
}

/** @param remotePort where it hands on what is for `@dest.test`. */
export async function startMailLab(remotePort: number): Promise<MailLab> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-campaigns-lab-'));
  const [smtpPort, imapPort, popPort] = [await freePort(), await freePort(), await freePort()];
  const env = {
    ...process.env,
    LAB: folder,
    SMTP: String(smtpPort),
    IMAP: String(imapPort),
    POP: String(popPort),
    REMOTE: String(remotePort),
  };
  // What it starts would hold a pipe open for ever.
  const run = (file: string, args: string[]) => execFileSync(file, args, { env, stdio: 'ignore' });
  run('bash', [script, 'start']);
  return {
    ...{ folder, smtpPort, imapPort, popPort },
    postfix: (program = '', ...args) => run(`/usr/sbin/${program}`, ['-c', path.join(folder, 'pf'), ...args]),
    stop() {
      run('bash', [script, 'stop']);
      // Dovecot takes a moment to go.
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
