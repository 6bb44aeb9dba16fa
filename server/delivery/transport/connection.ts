import { Readable } from 'node:stream';

import SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { PluginConfig } from '../../config';
import { accepted, outcomeOfFailure, type SendOutcome } from './outcome';

export type SmtpOptions = NonNullable<PluginConfig['smtp']>;

export interface Envelope {
  from: string;
  to: string;
}

/** One SMTP session. Sends one message at a time. */
export interface Connection {
  /** False once the session is over; take a new connection then. */
  readonly usable: boolean;
  send(envelope: Envelope, message: Buffer): Promise<SendOutcome>;
  close(): void;
}

/**
 * Opens and, where a user is configured, signs in.
 * @throws the failure as nodemailer gives it, with the relay's words in `response`.
 */
export async function connect(options: SmtpOptions): Promise<Connection> {
  const milliseconds = options.timeoutSeconds * 1000;
  const smtp = new SMTPConnection({
    host: options.host,
    port: options.port,
    secure: options.secure,
    requireTLS: options.requireTls,
    tls: { rejectUnauthorized: options.rejectUnauthorized },
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    socketTimeout: milliseconds,
  });
  let open = true;
  smtp.on('end', () => {
    open = false;
  });
  await new Promise<void>((resolve, reject) => {
    // Stays for the whole session: each failure also reaches the callback of the command that met it.
    smtp.on('error', (error: Error) => {
      open = false;
      reject(error);
    });
    smtp.connect((error) => (error ? reject(error) : resolve()));
  });
  if (options.user) {
    const credentials = { user: options.user, pass: options.password ?? '' };
    await new Promise<void>((resolve, reject) => {
      smtp.login({ credentials }, (error) => (error ? reject(error) : resolve()));
    }).catch((error: unknown) => {
      smtp.close();
      throw error;
    });
  }
  return {
    get usable() {
      return open;
    },
    async send(envelope, message) {
      const outcome = await deliver(smtp, envelope, message);
      if (outcome.kind === 'refused') open &&= await reset(smtp);
      else if (outcome.kind !== 'accepted') open = false;
      return outcome;
    },
    close() {
      open = false;
      smtp.quit();
    },
  };
}

function deliver(smtp: SMTPConnection, envelope: Envelope, message: Buffer): Promise<SendOutcome> {
  const stage = { session: false, flowing: false };
  // The stream is read only once the relay has answered DATA with 354: what tells "not sent" from "unknown".
  const stream = new Readable({
    read() {
      stage.flowing = true;
      this.push(message);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    smtp.send({ from: envelope.from, to: [envelope.to], size: message.length }, stream, (error, info) => {
      resolve(error ? outcomeOfFailure(error, stage) : accepted(String(info?.response ?? '250')));
    });
  });
}

/** After a refusal the session starts a new transaction (RFC 5321 §4.1.1.5). @returns whether it still can. */
const reset = (smtp: SMTPConnection): Promise<boolean> =>
  new Promise((resolve) => {
    smtp.reset((error) => resolve(!error));
  });
