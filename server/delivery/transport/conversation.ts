import type { Socket } from 'node:net';

import { createReplyReader, oneLine, type Reply } from './reply';

/** The talk with a server over a socket: what we say, what it answers, and how it ends. */
export interface Conversation {
  /** False once it is over, or the server said something that nobody asked for. */
  readonly usable: boolean;
  /** Said at once, in one write. */
  say(...parts: (string | Buffer)[]): void;
  /** Says something long, piece by piece as the line takes it. Resolves, too, when the conversation is over. */
  tell(bytes: Buffer, ending: string): Promise<void>;
  /** The server's next answer. Those that came before the end are still given after it. @throws Ended */
  answer(): Promise<Reply>;
  /** Answers that came and nobody took yet. */
  readonly unread: number;
  /** Ends it at once. @param why in the server's words where it had any. @returns how it ended. */
  end(why: string): Ended;
  /** Takes leave (RFC 5321 §4.1.1.10) without waiting for it. */
  quit(): void;
}

/** The conversation is over; the message says why. */
export class Ended extends Error {
  constructor(
    message: string,
    /** True where the server kept silent for too long. */
    readonly silent = false,
  ) {
    super(message);
  }
}

/** So long a server may take to close its side after QUIT. */
const FAREWELL_MILLISECONDS = 5_000;
const PIECE = 64 * 1024;
/** More answers than a transaction has commands. */
const MAX_UNREAD = 16;

/**
 * @param socket connected, greeted, and no longer listened to by anybody else.
 * @param patience milliseconds without an answer, or without room for what is being said, that end it.
 */
export function converse(socket: Socket, patience: number): Conversation {
  const unread: Reply[] = [];
  let over: Ended | undefined;
  /** Whoever waits for an answer or for room; looks again when something has happened. */
  let wake: (() => void) | undefined;

  const end = (why: string, silent = false): Ended => {
    over ??= new Ended(oneLine(why), silent);
    wake?.();
    socket.destroy();
    return over;
  };
  const happening = async (): Promise<void> => {
    const silence = setTimeout(() => end(`No answer for ${patience / 1000} seconds.`, true), patience);
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    wake = undefined;
    clearTimeout(silence);
  };

  const read = createReplyReader((reply) => unread.push(reply));
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch (error) {
      end((error as Error).message);
    }
    if (unread.length > MAX_UNREAD) end('The server answers what nobody asked.');
    if (unread.length > 0) wake?.();
  });
  socket.on('drain', () => wake?.());
  socket.on('error', ({ message }: Error) => end(`The connection broke: ${message}`));
  for (const event of ['end', 'close']) socket.on(event, () => end('The server closed the connection.'));

  const say = (...parts: (string | Buffer)[]): void => {
    if (over) return;
    socket.cork();
    for (const part of parts) socket.write(part);
    socket.uncork();
  };

  return {
    say,
    get usable() {
      return !over && unread.length === 0;
    },
    get unread() {
      return unread.length;
    },
    async tell(bytes, ending) {
      let from = 0;
      for (; bytes.length - from > PIECE; from += PIECE) {
        say(bytes.subarray(from, from + PIECE));
        while (socket.writableNeedDrain && !over) await happening();
      }
      say(bytes.subarray(from), ending);
    },
    async answer() {
      while (unread.length === 0 && !over) await happening();
      const reply = unread.shift();
      if (reply) return reply;
      throw over as Ended;
    },
    end,
    quit() {
      if (over) return void socket.destroy();
      over = new Ended('We took leave.');
      socket.end('QUIT\r\n');
      const farewell = setTimeout(() => socket.destroy(), FAREWELL_MILLISECONDS).unref();
      socket.once('close', () => clearTimeout(farewell));
    },
  };
}
