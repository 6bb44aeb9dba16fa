import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** The bytes after DATA. */
  raw: Buffer;
}

export interface SmtpSink {
  port: number;
  mails: ReceivedMail[];
  /** Plugin configuration that sends here. */
  config: { host: string; port: number; secure: boolean; connections: number };
  /** Answers a recipient with an SMTP error, e.g. `{ code: 550, text: '5.1.1 unknown' }`; null accepts. */
  answer: (address: string, stage: 'rcpt' | 'data') => { code: number; text: string } | null;
  /** How long it takes to answer a message. */
  delayMilliseconds: number;
  stop(): Promise<void>;
}

const refusal = ({ code, text }: { code: number; text: string }) =>
  Object.assign(new Error(text), { responseCode: code });

/** A real SMTP server on a loopback port, a free one unless told, that records what it is given. */
export async function startSmtpSink(at = 0): Promise<SmtpSink> {
  const mails: ReceivedMail[] = [];
  const sink = { mails, answer: () => null, delayMilliseconds: 0 } as unknown as SmtpSink;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const answer = sink.answer(address.toLowerCase(), 'rcpt');
      done(answer ? refusal(answer) : undefined);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        const answer = sink.answer((to[0] ?? '').toLowerCase(), 'data');
        if (!answer) mails.push({ from: mailFrom ? mailFrom.address : '', to, raw: Buffer.concat(parts) });
        setTimeout(() => done(answer ? refusal(answer) : null), sink.delayMilliseconds);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return Object.assign(sink, {
    port,
    config: { host: '127.0.0.1', port, secure: false, connections: 3 },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
