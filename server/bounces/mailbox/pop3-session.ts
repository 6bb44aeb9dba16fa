import net from 'node:net';
import tls from 'node:tls';

import type { Credentials } from './access/access';
import { SignInRefused, type MailboxOptions } from './mailbox';

const CRLF = Buffer.from('\r\n');
/** The line that ends a multi-line answer (RFC 1939 §3). */
const END = Buffer.from('\r\n.\r\n');
const DOT = 0x2e;
const TIMEOUT = 60_000;
const OK = /^\+OK/;
/** The server wants to hear more (RFC 5034 §4). */
const CHALLENGE = /^\+( |$)/;
const OK_OR_CHALLENGE = /^\+(OK| |$)/;
/** More than a status line ever has (RFC 2449 §4: 512 octets). */
const LONGEST_LINE = 4096;

/** What the server said no to. Its words stand in the message, never what was sent to it. */
export class Pop3Refusal extends Error {}

/**
 * One POP3 session (RFC 1939) with STLS (RFC 2595). Of the clients on npm, those that are kept read messages as text,
 * which changes bytes that are none, and stop where the end of a message is split over two packets.
 */
export class Pop3Session {
  private input = Buffer.alloc(0);
  private failure: Error | null = null;
  private wake: (() => void) | null = null;

  private constructor(private socket: net.Socket) {
    this.listen(socket);
  }

  /** @throws Error where the server cannot be reached, `SignInRefused` where it does not let us in. */
  static async open(options: MailboxOptions, credentials: Credentials): Promise<Pop3Session> {
    const { host, secure, rejectUnauthorized, ca, requireTls } = options;
    const port = options.port ?? (secure ? 995 : 110);
    const trust = { rejectUnauthorized, ...(ca && { ca }), ...(!net.isIP(host) && { servername: host }) };
    const session = new Pop3Session(
      secure ? tls.connect({ host, port, ...trust }) : net.connect({ host, port }),
    );
    try {
      await session.status();
      if (!secure && (await session.offersTls())) await session.startTls(trust);
      else if (!secure && requireTls) throw new Pop3Refusal('the server offers no TLS (STLS)');
      await session.signIn(options.user, credentials);
      return session;
    } catch (error) {
      session.close();
      throw error;
    }
  }

  /** Numbers and unique ids of the messages (UIDL). */
  async list(): Promise<{ number: number; id: string }[]> {
    const lines = (await this.askLong('UIDL')).toString('latin1').split('\r\n').filter(Boolean);
    return lines.map((line) => {
      const [number = '', id = ''] = line.split(' ');
      return { number: Number(number), id };
    });
  }

  /** @param most octets; what is longer is cut after the lines that may fit (TOP). */
  async read(number: number, most: number): Promise<Buffer> {
    const [, , size = '0'] = (await this.ask(`LIST ${number}`)).split(' ');
    if (Number(size) <= most) return this.askLong(`RETR ${number}`);
    // Long lines would make it longer than asked for, so few are asked for.
    return (await this.askLong(`TOP ${number} ${Math.floor(most / 1000)}`)).subarray(0, most);
  }

  /** Takes effect with `quit` only. */
  async delete(number: number): Promise<void> {
    await this.ask(`DELE ${number}`);
  }

  async quit(): Promise<void> {
    await this.ask('QUIT');
    this.close();
  }

  close(): void {
    this.socket.destroy();
  }

  private async signIn(user: string, credentials: Credentials): Promise<void> {
    try {
      if ('password' in credentials) {
        await this.ask(`USER ${user}`);
        await this.ask(`PASS ${credentials.password}`);
      } else await this.showToken(user, credentials.accessToken);
    } catch (error) {
      throw error instanceof Pop3Refusal ? new SignInRefused(error.message) : error;
    }
  }

  /** XOAUTH2, in steps of its own lines (RFC 5034 §4): Microsoft takes it in no other way. */
  private async showToken(user: string, token: string): Promise<void> {
    const response = Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64');
    await this.ask('AUTH XOAUTH2', CHALLENGE);
    const answer = await this.ask(response, OK_OR_CHALLENGE);
    // Who refuses says why first, and -ERR after an empty line.
    if (!OK.test(answer)) await this.ask('');
  }

  private listen(socket: net.Socket): void {
    const fail = (error: Error) => {
      this.failure ??= error;
      this.wake?.();
    };
    socket.setTimeout(TIMEOUT, () => fail(new Error('the server did not answer for a minute')));
    socket.on('data', (data: Buffer) => {
      this.chunks.push(data);
      this.wake?.();
    });
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed the connection')));
  }

  /** Packets not yet in `input`: joined once a reader looks, so that a long message is not copied per packet. */
  private readonly chunks: Buffer[] = [];

  private async more(): Promise<void> {
    while (this.chunks.length === 0) {
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => (this.wake = resolve));
      this.wake = null;
    }
    this.input = Buffer.concat([this.input, ...this.chunks.splice(0)]);
  }

  private take(length: number): Buffer {
    const taken = this.input.subarray(0, length);
    this.input = this.input.subarray(length);
    return taken;
  }

  private async status(expected = OK): Promise<string> {
    let end = this.input.indexOf(CRLF);
    while (end < 0) {
      if (this.input.length > LONGEST_LINE) throw new Error('the server does not speak POP3');
      await this.more();
      end = this.input.indexOf(CRLF);
    }
    const line = this.take(end + CRLF.length)
      .toString('latin1')
      .trimEnd();
    if (expected.test(line)) return line;
    throw new Pop3Refusal(line.replace(/^-ERR\s*/, '').slice(0, 200) || 'refused');
  }

  private ask(command: string, expected = OK): Promise<string> {
    this.socket.write(`${command}\r\n`, 'utf8');
    return this.status(expected);
  }

  private async askLong(command: string): Promise<Buffer> {
    await this.ask(command);
    // The end may follow the status line at once; and it may lie across two packets.
    let from = 0;
    for (;;) {
      if (this.input.subarray(0, 3).equals(END.subarray(2))) return this.take(3).subarray(0, 0);
      const end = this.input.indexOf(END, from);
      if (end >= 0) return undotted(this.take(end + END.length).subarray(0, end + CRLF.length));
      from = Math.max(0, this.input.length - END.length);
      await this.more();
    }
  }

  private async offersTls(): Promise<boolean> {
    const offers = await this.askLong('CAPA').catch((error: unknown) => {
      if (error instanceof Pop3Refusal) return Buffer.alloc(0);
      throw error;
    });
    return /^STLS\s*$/im.test(offers.toString('latin1'));
  }

  private async startTls(trust: tls.ConnectionOptions): Promise<void> {
    await this.ask('STLS');
    const plain = this.socket;
    plain.removeAllListeners('data');
    plain.setTimeout(0);
    // Whatever was sent in the clear behind the answer is not believed (RFC 2595 §4).
    this.input = Buffer.alloc(0);
    this.chunks.length = 0;
    this.socket = tls.connect({ socket: plain, ...trust });
    this.listen(this.socket);
  }
}

/** Takes the dot off lines that begin with two (RFC 1939 §3). */
function undotted(text: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let from = text[0] === DOT && text[1] === DOT ? 1 : 0;
  for (let at = text.indexOf('\r\n..', from); at >= 0; at = text.indexOf('\r\n..', from)) {
    pieces.push(text.subarray(from, at + 3));
    from = at + 4;
  }
  return pieces.length === 0 && from === 0 ? text : Buffer.concat([...pieces, text.subarray(from)]);
}
