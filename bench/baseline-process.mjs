/**
 * The baseline: nodemailer's pooled `sendMail` in a loop, in a process of its own, without a database. Hears
 * `{ port, content, messages, connections }`, answers `{ seconds }`.
 *
 * The templates are filled by cutting them at their merge tags once and joining the pieces for each person, and the
 * tokens in the links are not signed: cheaper than what the plugin does, so that all the time measured is nodemailer's.
 */
import { createTransport } from 'nodemailer';

const MERGE_TAG = /\{\{\s*([\w.[\]]+)[^}]*\}\}/;
const TOKEN = `17~${'0123456789abcdef'.repeat(2)}`;
const BASE = 'http://127.0.0.1:1337/api/mail-campaigns';

const LINKS = { 'links.unsubscribe': 'unsubscribe', 'links.viewInBrowser': 'view' };

/** @returns a function that fills the template for the n-th person */
function filler(template) {
  const pieces = template.split(MERGE_TAG).map((piece, index) => {
    if (index % 2 === 0) return () => piece;
    if (piece === 'contact.firstName') return (n) => `María ${n}`;
    if (piece === 'contact.fullName') return (n) => `María ${n} Gómez Peñalosa`;
    if (piece === 'contact.attributes.programa') return (n) => `Ingeniería ${n}`;
    if (piece.startsWith('tracked')) return (n) => `${BASE}/click/${n}~${TOKEN}`;
    if (LINKS[piece]) return (n) => `${BASE}/${LINKS[piece]}/${n}~${TOKEN}`;
    return () => 'Instituto de Prueba';
  });
  return (n) => pieces.map((piece) => piece(n)).join('');
}

process.once('message', async ({ port, content, messages, connections }) => {
  const transporter = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
  });
  const [subject, html, text] = [content.subject, content.html, content.text].map(filler);
  const sendOne = (n) =>
    transporter.sendMail({
      from: { name: content.fromName, address: content.fromAddress },
      to: { name: `María ${n} Gómez Peñalosa`, address: `persona${n}@bench.example` },
      subject: subject(n),
      html: html(n).replace(
        '</body>',
        () => `<img src="${BASE}/open/${n}~${TOKEN}" width="1" height="1" alt=""></body>`,
      ),
      text: text(n),
      textEncoding: 'quoted-printable',
      headers: {
        'List-Id': 'Lista <lista.instituto.example>',
        'List-Unsubscribe': `<${BASE}/unsubscribe/${n}~${TOKEN}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        Precedence: 'bulk',
        'Feedback-ID': '1:1:campaign:mailcampaigns',
      },
      envelope: { from: `bounce+${n}~${TOKEN}@instituto.example`, to: `persona${n}@bench.example` },
    });

  let next = 0;
  const loop = async () => {
    while (next < messages) {
      next += 1;
      await sendOne(next);
    }
  };
  const start = performance.now();
  // Twice as many as connections: none of them ever waits for the next message.
  await Promise.all(Array.from({ length: connections * 2 }, loop));
  process.send({ seconds: (performance.now() - start) / 1000 });
  transporter.close();
  process.disconnect();
});
