/** A small SMTP server (RFC 5321, with PIPELINING of RFC 2920) that delivers nothing. */
import { once } from 'node:events';
import net from 'node:net';

const END_OF_MESSAGE = Buffer.from('\r\n.\r\n');
const EXTENSIONS = '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 104857600\r\n';
const OK = '250 2.0.0 Ok\r\n';

const addressIn = (line) => /<([^>]*)>/.exec(line)?.[1] ?? '';

/** One session: the commands of one connection, one after the other. */
async function converse(socket, { onBegin, onMessage }) {
  let recipients = [];
  let received = Buffer.alloc(0);
  /** Set while a message comes in: whether its beginning was told. */
  let message = null;
  let answer = '220 sink ESMTP\r\n';
  const say = (words) => {
    answer += words;
  };
  const flush = () => {
    if (answer) socket.write(answer);
    answer = '';
  };

  const command = (line) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') say(EXTENSIONS);
    else if (verb === 'RCPT') recipients.push(addressIn(line).toLowerCase());
    else if (verb === 'DATA') message = { told: false };
    else if (verb === 'QUIT') say('221 2.0.0 Bye\r\n');
    if (verb === 'MAIL' || verb === 'RSET') recipients = [];
    if (verb === 'DATA') say('354 Go ahead\r\n');
    else if (verb !== 'EHLO' && verb !== 'QUIT') say(OK);
  };

  flush();
  for await (const chunk of socket) {
    received = received.length ? Buffer.concat([received, chunk]) : chunk;
    for (;;) {
      if (message) {
        // The line end of DATA stays in front: it makes an empty message end like any other.
        if (!message.told && received.length > 2) {
          message.told = true;
          onBegin(recipients);
        }
        const end = received.indexOf(END_OF_MESSAGE);
        if (end < 0) break;
        if ((await onMessage(recipients, received.subarray(2, end + 2))) === 'cut') return;
        say(OK);
        received = received.subarray(end + END_OF_MESSAGE.length);
        message = null;
        recipients = [];
        flush();
      } else {
        const end = received.indexOf('\r\n');
        if (end < 0) break;
        const line = received.toString('latin1', 0, end);
        command(line);
        received = received.subarray(message ? end : end + 2);
      }
    }
    flush();
  }
  socket.end();
}

/**
 * Starts a server on a loopback port.
 * @param options.onBegin `(recipients)`, at the first bytes of a message
 * @param options.onMessage `(recipients, bytes) => 'cut' | void`, or a promise of it, when a message is complete and
 *   not answered; `cut` closes the connection instead of answering 250. `bytes` as sent, dots doubled.
 */
export async function startSink({ onBegin = () => undefined, onMessage = () => undefined } = {}) {
  const server = net.createServer((socket) => {
    socket.setNoDelay();
    converse(socket, { onBegin, onMessage })
      // The other side was killed or cut the connection: nobody is left to be told.
      .catch(() => undefined)
      .finally(() => socket.destroySoon());
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1000 });
  await once(server, 'listening');
  return { port: server.address().port, close: () => server.close() };
}
