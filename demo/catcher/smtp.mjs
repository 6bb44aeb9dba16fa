import { SMTPServer } from 'smtp-server';

import { createRefusals } from './refusals.mjs';

const refusal = ({ code, text }) => Object.assign(new Error(text), { responseCode: code });

/**
 * A mail server on the loopback interface that keeps what it accepts.
 * @param onRefused told of each refusal, with the address.
 */
export async function startSmtp({ port, store, onRefused = () => undefined }) {
  const answer = createRefusals();
  const decide = (address, stage) => {
    const rule = answer(address, stage);
    if (rule) onRefused(address, rule);
    return rule;
  };
  const server = new SMTPServer({
    banner: 'mail-campaigns demo',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    size: 20 * 1024 * 1024,
    onRcptTo({ address }, _session, done) {
      const rule = decide(address, 'rcpt');
      done(rule ? refusal(rule) : undefined);
    },
    onData(stream, { envelope }, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        const rule = to.map((address) => decide(address, 'data')).find(Boolean);
        if (rule) return done(refusal(rule));
        store
          .add({ from: envelope.mailFrom ? envelope.mailFrom.address : '', to, raw: Buffer.concat(parts) })
          .then(({ id }) => done(null, `2.0.0 kept as ${id}`), done);
      });
    },
  });
  server.on('error', () => undefined); // a client that hangs up is no reason to stop
  await new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { stop: () => new Promise((resolve) => server.close(resolve)) };
}
