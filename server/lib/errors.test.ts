import { describe as told } from './errors';

test('a database error is told by its code: statement and values stay out of the log', () => {
  const error = Object.assign(
    new Error("insert into `t` (`email`) values ('ana@example.org') - UNIQUE failed"),
    {
      code: 'SQLITE_CONSTRAINT_UNIQUE',
    },
  );
  expect(told(error)).toBe('database error SQLITE_CONSTRAINT_UNIQUE');
});

test('any other error is told by its message', () => {
  expect(told(new Error('no relay'))).toBe('no relay');
  expect(told('thrown text')).toBe('thrown text');
});
