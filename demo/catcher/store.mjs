import fs from 'node:fs';
import path from 'node:path';

import { simpleParser } from 'mailparser';

/** Older e-mails make room: what is kept in memory is a line each, the bytes are on disk. */
const KEEP = 20_000;
const FORGET_AT_ONCE = 500;

const fileOf = (id) => `${String(id).padStart(7, '0')}.eml`;

/** Header fields without the body: enough for a line in the list, and quick. */
function headOf(raw) {
  const end = raw.indexOf('\r\n\r\n');
  return end < 0 ? raw : raw.subarray(0, end + 4);
}

/**
 * E-mails in a folder: one file each and an index with a line per e-mail, read once at the start.
 * @param folder made when missing.
 */
export function openStore(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const indexFile = path.join(folder, 'index.jsonl');
  let mails = readIndex(indexFile);
  let lastId = mails.at(-1)?.id ?? 0;
  const index = fs.createWriteStream(indexFile, { flags: 'a' });

  async function forgetOldest() {
    const gone = mails.slice(0, FORGET_AT_ONCE);
    mails = mails.slice(FORGET_AT_ONCE);
    await Promise.all(gone.map(({ id }) => fs.promises.rm(path.join(folder, fileOf(id)), { force: true })));
  }

  return {
    async add({ from, to, raw }) {
      lastId += 1;
      const id = lastId;
      await fs.promises.writeFile(path.join(folder, fileOf(id)), raw);
      const head = await simpleParser(headOf(raw));
      const mail = {
        id,
        at: new Date().toISOString(),
        envelopeFrom: from,
        to,
        from: head.from?.text ?? from,
        subject: head.subject ?? '',
        size: raw.length,
      };
      mails.push(mail);
      index.write(`${JSON.stringify(mail)}\n`);
      if (mails.length > KEEP) await forgetOldest();
      return mail;
    },
    /** Newest first. `search` looks into sender, recipient and subject; `after` gives what came later than that id. */
    list({ search = '', page = 1, pageSize = 25, after = 0 }) {
      const words = search.toLowerCase();
      const found = mails.filter(
        ({ id, from, to, subject }) =>
          id > after && (!words || `${from} ${to.join(' ')} ${subject}`.toLowerCase().includes(words)),
      );
      const start = Math.max(0, found.length - page * pageSize);
      const rows = found.slice(start, found.length - (page - 1) * pageSize).reverse();
      return { total: found.length, page, pageSize, lastId, rows };
    },
    find: (id) => mails.find((mail) => mail.id === id) ?? null,
    raw: (id) => fs.promises.readFile(path.join(folder, fileOf(id))),
    parsed: async (id) => simpleParser(await fs.promises.readFile(path.join(folder, fileOf(id)))),
    close: () => new Promise((resolve) => index.end(resolve)),
  };
}

function readIndex(file) {
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line ? [JSON.parse(line)] : [];
      } catch {
        return []; // the last line of a process that was killed while writing
      }
    })
    .slice(-KEEP);
}
