import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';

/** When the script is asked: after a command, at the start, at the first bytes of a message, after its final dot. */
export type Moment =
  'CONNECT' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'BODY' | 'END' | 'RSET' | 'QUIT';

export const SILENCE = Symbol('silence');

/** What a script may do besides answering. */
export interface Wire {
  /** Which session of this server it is, from 1. */
  readonly session: number;
  /** Messages that this session has taken. */
  readonly messages: number;
  /** As it is, without a line end. */
  write(raw: string): void;
  /** An orderly end (FIN). */
  close(): void;
  /** A rude one (RST). */
  reset(): void;
}

/**
 * @returns what to answer, without the last line end, or undefined for what a usual server says; `SILENCE`: nothing,
 * and nothing more is heard until the script writes something.
 */
export type Script = (moment: Moment, line: string, wire: Wire) => string | typeof SILENCE | undefined;

export interface ScriptedOptions {
  script?: Script;
  extensions?: string[];
  /** For `secure` (TLS from the first byte), or STARTTLS where it is among the extensions. */
  certificate?: 'valid' | 'expired' | 'other-host' | 'self-signed';
  secure?: boolean;
  /** Takes one command of those that arrive together and throws the others away. */
  oneAtATime?: boolean;
}

export interface TakenMail {
  mail: string;
  rcpt: string;
  /** What came between DATA and the final dot, as it was on the wire. */
  raw: string;
}

export interface ScriptedSmtp {
  port: number;
  /** Messages that were answered with 2xx. */
  mails: TakenMail[];
  /** Every command of every session. */
  heard: string[];
  sessions: number;
  script: Script;
  /** Ends the listener and all sessions rudely, as a crash does. */
  stop(): Promise<void>;
}

const fixture = (name: string): Buffer =>
  fs.readFileSync(path.join(__dirname, '../fixtures/tls', `${name}.pem`));
/** Signed the certificates `valid`, `expired` and `other-host`. */
export const testAuthority = fixture('ca').toString();

const USUAL: Record<Exclude<Moment, 'EHLO' | 'BODY'>, string> = {
  CONNECT: '220 mx.test ESMTP',
  STARTTLS: '220 2.0.0 go ahead',
  AUTH: '235 2.7.0 signed in',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go ahead',
  END: '250 2.0.0 queued',
  RSET: '250 2.0.0 ok',
  QUIT: '221 2.0.0 bye',
};

/** An SMTP server on a free loopback port that does what a script says, right or wrong. */
export async function startScriptedSmtp(options: ScriptedOptions = {}): Promise<ScriptedSmtp> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    smtp.sessions += 1;
    new ScriptedSession(smtp, options, socket, smtp.sessions).start();
  });
  const smtp: ScriptedSmtp = {
    port: 0,
    mails: [],
    heard: [],
    sessions: 0,
    script: options.script ?? (() => undefined),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  smtp.port = (server.address() as net.AddressInfo).port;
  return smtp;
}

class ScriptedSession {
  private socket: net.Socket;
  private commands = '';
  /** What came after DATA was answered with 354; begins with the line end of that command. */
  private body: string | null = null;
  private envelope = { mail: '', rcpt: '' };
  private messages = 0;
  private deaf = false;
  private over = false;

  constructor(
    private readonly smtp: ScriptedSmtp,
    private readonly options: ScriptedOptions,
    private readonly plain: net.Socket,
    private readonly session: number,
  ) {
    this.socket = plain;
    plain.on('error', () => undefined);
  }

  start(): void {
    if (this.options.secure) this.encrypt();
    else this.listen(this.plain);
    this.answer('CONNECT', '');
  }

  private encrypt(): void {
    this.socket.removeAllListeners('data');
    const { certificate = 'valid' } = this.options;
    this.listen(
      new tls.TLSSocket(this.plain, {
        isServer: true,
        key: fixture('server-key'),
        cert: fixture(certificate),
      }),
    );
  }

  private listen(socket: net.Socket): void {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => this.hear(chunk.toString('latin1')));
  }

  /** @returns whether it was something that grants what was asked. */
  private answer(moment: Exclude<Moment, 'BODY'>, line: string): boolean {
    const said = this.smtp.script(moment, line, this.wire()) ?? this.usual(moment);
    this.deaf = said === SILENCE;
    if (said === SILENCE) return false;
    if (this.socket.writable) this.socket.write(`${said}\r\n`);
    return /^[23]/.test(said);
  }

  private wire(): Wire {
    const { socket, plain, session, messages } = this;
    return {
      session,
      messages,
      write: (raw) => {
        socket.write(raw);
        this.deaf = false;
        this.serve();
      },
      close: () => {
        this.over = true;
        socket.end();
      },
      reset: () => {
        this.over = true;
        plain.resetAndDestroy();
      },
    };
  }

  private usual(moment: Exclude<Moment, 'BODY'>): string {
    const { extensions = ['PIPELINING', 'SIZE 1000000'] } = this.options;
    const { mail, rcpt } = this.envelope;
    if (moment === 'EHLO') {
      const lines = ['mx.test greets you', ...extensions];
      return lines.map((line, i) => `250${i < lines.length - 1 ? '-' : ' '}${line}`).join('\r\n');
    }
    if (moment === 'STARTTLS' && !extensions.includes('STARTTLS')) return '502 5.5.1 no such command';
    if (moment === 'RCPT' && !mail) return '503 5.5.1 MAIL comes first';
    if (moment === 'DATA' && !rcpt) return '503 5.5.1 RCPT comes first';
    return USUAL[moment] ?? '500 5.5.2 what?';
  }

  private hear(said: string): void {
    if (this.over) return;
    if (this.body === null) this.commands += said;
    else this.read(said);
    this.serve();
  }

  private serve(): void {
    while (this.body === null && !this.deaf && !this.over && this.commands.includes('\r\n')) {
      const line = this.commands.slice(0, this.commands.indexOf('\r\n'));
      this.commands = this.options.oneAtATime ? '' : this.commands.slice(line.length + 2);
      this.obey(line);
    }
  }

  private obey(line: string): void {
    this.smtp.heard.push(line);
    const verb = (line.split(/[ :]/)[0] ?? '').toUpperCase() as Exclude<Moment, 'BODY'>;
    const granted = this.answer(verb, line);
    if (verb === 'MAIL' || verb === 'RSET') this.envelope = { mail: granted ? line : '', rcpt: '' };
    if (verb === 'RCPT' && granted) this.envelope.rcpt = line;
    if (verb === 'STARTTLS' && granted) this.encrypt();
    if (verb === 'QUIT') this.socket.end();
    if (verb !== 'DATA' || !granted) return;
    this.body = '\r\n';
    const early = this.commands;
    this.commands = '';
    if (early) this.read(early);
  }

  private read(bytes: string): void {
    if (this.body === '\r\n') this.smtp.script('BODY', bytes, this.wire());
    if (this.over) return;
    this.body += bytes;
    const body = this.body ?? '';
    const end = body.indexOf('\r\n.\r\n');
    if (end < 0) return;
    const raw = body.slice(2, end + 2);
    this.body = null;
    this.commands = body.slice(end + 5);
    if (!this.answer('END', raw)) return;
    this.messages += 1;
    this.smtp.mails.push({ ...this.envelope, raw });
  }
}
