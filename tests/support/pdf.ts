import { spawnSync } from 'node:child_process';

import type { TDocumentDefinitions } from 'pdfmake/interfaces';

const evened = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Lines of a PDF as a person reads them, blanks evened out; null where pdftotext (poppler) is not installed. */
export function pdfLines(pdf: Buffer): string[] | null {
  const result = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf });
  return result.error ? null : result.stdout.toString('utf8').split('\n').map(evened);
}

/** What these tests look at of pdfmake's content. */
type Node = string | Node[] | { text?: Node; stack?: Node[]; columns?: Node[]; table?: { body: Node[][] } };

/** The rows of all tables of a pdfmake document; of a stack in a cell its first line. */
export function documentLines(document: TDocumentDefinitions): string[] {
  const textOf = (node: Node | undefined): string => {
    if (node === undefined) return '';
    if (typeof node === 'string') return node;
    if (Array.isArray(node)) return node.map(textOf).join(' ');
    return textOf(node.text ?? node.stack?.[0]);
  };
  const linesOf = (node: Node): string[] => {
    if (typeof node === 'string') return [];
    if (Array.isArray(node)) return node.flatMap(linesOf);
    if (node.table) return node.table.body.map((row) => evened(row.map(textOf).join(' ')));
    return (node.stack ?? node.columns ?? []).flatMap(linesOf);
  };
  return linesOf(document.content as Node);
}

/** A parser for superagent, which has none for a PDF. */
export function binary(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const stream = response as NodeJS.ReadableStream;
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}
