import fs from 'node:fs';
import path from 'node:path';

import { z } from '@strapi/utils';

import { configSchema, defaults, mailboxDefaults, smtpDefaults } from './schema';

const file = path.resolve(__dirname, '../../docs/configuration.md');
const [start, end] = ['<!-- options: made from server/config/schema.ts -->', '<!-- end of options -->'];

interface Node {
  type?: string;
  enum?: string[];
  description?: string;
  format?: string;
  items?: Node;
  properties?: Record<string, Node>;
  required?: string[];
}

const typeOf = (node: Node): string => {
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(' or ');
  if (node.type === 'array') return `list of ${node.items?.type ?? 'values'}`;
  return node.format === 'uri' ? 'URL' : node.format === 'email' ? 'address' : (node.type ?? '');
};

const valueAt = (tree: unknown, keys: string[]): unknown =>
  keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], tree);

/** What is used where nothing is said, of an option and of the fields of listed ones. */
const defaultOf = ([first, ...rest]: string[]): unknown => {
  if (first === 'smtp') return valueAt(smtpDefaults, rest);
  if (first === 'mailboxes[]') return valueAt(mailboxDefaults, rest);
  return valueAt(defaults, [first ?? '', ...rest]);
};

/** One row per option, in the order of the schema. */
function rows(node: Node, keys: string[] = []): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const at = [...keys, key];
    if (child.properties) return rows(child, at);
    const value = defaultOf(at);
    const shown = value === undefined ? '–' : `\`${JSON.stringify(value)}\``;
    const row = `| \`${at.join('.')}\` | ${typeOf(child)} | ${shown} | ${child.description ?? ''} |`;
    return [row, ...(child.items?.properties ? rows(child.items, [...keys, `${key}[]`]) : [])];
  });
}

const table = () =>
  [
    '| option | type | default | meaning |',
    '| --- | --- | --- | --- |',
    ...rows(z.toJSONSchema(configSchema) as Node),
  ].join('\n');

test('docs/configuration.md tells every option as the schema has it (UPDATE_DOCS=1 writes it)', () => {
  const text = fs.readFileSync(file, 'utf8');
  const [before, rest = ''] = text.split(start);
  const [told, after = ''] = rest.split(end);
  if (process.env.UPDATE_DOCS) fs.writeFileSync(file, `${before}${start}\n\n${table()}\n\n${end}${after}`);
  else expect(told?.trim()).toBe(table());
});

test('every option says what it means', () => {
  for (const row of rows(z.toJSONSchema(configSchema) as Node)) expect(row).not.toMatch(/\| +\|$/);
});
