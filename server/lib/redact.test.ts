import { redacted } from './redact';

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });

test.each([
  [new Error('550 5.1.1 <ana.ñandú@example.org> unknown user'), '550 5.1.1 <[address]> unknown user'],
  [
    coded('SQLITE_CONSTRAINT_UNIQUE', "insert into x values ('Ana', 'ana@example.org')"),
    'database error SQLITE_CONSTRAINT_UNIQUE',
  ],
  [coded('23505', "insert … 'Ana'"), 'database error 23505'],
  [coded('ER_DUP_ENTRY', "Duplicate entry 'Ana'"), 'database error ER_DUP_ENTRY'],
  [coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:25'), 'connect ECONNREFUSED 127.0.0.1:25'],
  ['plain words to a@b.co', 'plain words to [address]'],
  [
    new Error('550 no\r\n[2026-01-01] error: all is well\u001b[2J\u2028x'),
    '550 no [2026-01-01] error: all is well [2J x',
  ],
  [undefined, 'undefined'],
])('%p is logged as %p', (error, words) => {
  expect(redacted(error)).toBe(words);
});
