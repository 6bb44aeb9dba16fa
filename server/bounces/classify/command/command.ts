import fs from 'node:fs/promises';

import type { ClassifiedMessage } from '../message';
import { classifySafely } from '../safely/safely';
import { splitMailbox } from './mailbox';

export interface Console {
  say: (line: string) => void;
  complain: (line: string) => void;
}

/** The kinds that the command tells apart: who challenges has not refused. */
const kindOf = ({ kind }: ClassifiedMessage): string => (kind === 'challenge' ? 'autoreply' : kind);

const lineOf = (file: string, message: ClassifiedMessage): string =>
  JSON.stringify({
    file,
    kind: kindOf(message),
    recipients: message.recipients.map(({ address, class: own, reason, status, reply, action, rule }) => ({
      address,
      class: own,
      reason,
      status,
      reply,
      action,
      rule,
    })),
  });

const read = (file: string): Promise<Buffer> => (file === '-' ? readAll(process.stdin) : fs.readFile(file));

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Writes a line of JSON for each message in each file: raw e-mails, mailbox files, bare bodies; `-` is standard input.
 * @returns the exit code: 0, or 1 where a file or a message could not be read.
 */
export async function classifyFiles(files: readonly string[], { say, complain }: Console): Promise<0 | 1> {
  let code: 0 | 1 = 0;
  const fail = (file: string, why: string) => {
    complain(`${file}: ${why}`);
    code = 1;
  };
  for (const file of files) {
    const raw = await read(file).catch((error: Error) => fail(file, error.message));
    if (!raw) continue;
    for (const message of splitMailbox(raw)) {
      const verdict = await classifySafely(message);
      if (verdict.poison) fail(file, `set aside, ${verdict.why}: ${verdict.detail}`);
      else say(lineOf(file, verdict.message));
    }
  }
  return code;
}
