import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { PluginConfig } from '../../config';
import { converse, type Conversation } from './conversation';
import { readExtensions } from './extensions';
import { wordsOf } from './failure';
import { oneLine } from './reply';
import { createTransactions, type Transactions } from './transaction';

export type SmtpOptions = NonNullable<PluginConfig['smtp']>;

/** One SMTP session. Sends one message at a time. */
export interface Session extends Transactions {
  /** False once the session is over; open a new one then. */
  readonly usable: boolean;
  readonly encrypted: boolean;
  /** The server's words when it let us in. */
  readonly welcome: string;
  /** Takes leave without waiting. */
  close(): void;
}

/**
 * Connects, secures the line, says EHLO and, where a user is configured, signs in.
 * @param pipelining false: commands go one by one, whatever the server offers.
 * @throws Error with the server's words, or plain ones with the system's code; never with the password.
 */
export async function openSession(options: SmtpOptions, pipelining = true): Promise<Session> {
  const milliseconds = options.timeoutSeconds * 1000;
  const smtp = new SMTPConnection({
    host: options.host,
    port: options.port,
    secure: options.secure,
    requireTLS: options.requireTls,
    tls: { rejectUnauthorized: options.rejectUnauthorized, ...(options.ca && { ca: options.ca }) },
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    socketTimeout: milliseconds,
  });
  let talk: Conversation | undefined;
  try {
    await signIn(smtp, options);
    const socket = takeOver(smtp);
    const signedIn = options.user ? oneLine(smtp.lastServerResponse || '') : '';
    talk = converse(socket, milliseconds);
    // nodemailer keeps for itself what the server offers.
    talk.say(`EHLO ${smtp.name}\r\n`);
    const hello = await talk.answer();
    const offers = readExtensions(hello.code < 400 ? hello.lines.slice(1) : []);
    return sessionOver(
      talk,
      createTransactions(talk, { ...offers, pipelining: offers.pipelining && pipelining }),
      socket instanceof TLSSocket,
      signedIn || oneLine(`${hello.code} ${hello.lines[0] ?? ''}`),
    );
  } catch (error) {
    talk?.quit();
    smtp.close();
    throw new Error(wordsOf(error as Error, options), { cause: error });
  }
}

const sessionOver = (
  talk: Conversation,
  transactions: Transactions,
  encrypted: boolean,
  welcome: string,
): Session => ({
  get usable() {
    return talk.usable;
  },
  get pipeliningFailed() {
    return transactions.pipeliningFailed;
  },
  encrypted,
  welcome,
  send: (envelope, message) => transactions.send(envelope, message),
  close: () => talk.quit(),
});

const signIn = (smtp: SMTPConnection, { user, password }: SmtpOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    // Both stay for the whole session: a connection that breaks tells it here and not to the command it meets.
    smtp.on('error', reject);
    smtp.on('end', () => reject(new Error('The server closed the connection.')));
    smtp.connect((refused) => {
      if (refused) return reject(refused);
      if (!user) return resolve();
      smtp.login({ credentials: { user, pass: password ?? '' } }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  });

/**
 * The socket of a session that stands, with nobody else listening to what it says. Sending over it costs a third of
 * what nodemailer's own `send` does (measured with 42 kB messages): it streams each message through a transform.
 */
function takeOver(smtp: SMTPConnection): Socket {
  const socket = smtp._socket as Socket | false | undefined;
  if (!socket)
    throw new Error(
      'This version of nodemailer does not hand out its socket; install the one in package.json.',
    );
  socket.removeAllListeners('data');
  socket.removeAllListeners('timeout');
  socket.setTimeout(0);
  return socket;
}
