import { fieldMessages, readApiFailure } from './api-error';
import { relativeParts } from './relative-time';

describe('a failure of the API', () => {
  const error = {
    status: 400,
    name: 'ValidationError',
    message: 'Correct these fields.',
    details: {
      code: 'invalid-input',
      fields: [
        { path: 'email', message: 'first' },
        { path: 'email', message: 'second' },
      ],
    },
  };

  it.each([
    ['from a query', error],
    [
      'from the fetch client',
      { name: 'FetchError', message: 'x', response: { data: { data: null, error } } },
    ],
  ])('is read the same %s', (_from, thrown) => {
    expect(readApiFailure(thrown)).toEqual({ status: 400, message: error.message, details: error.details });
    expect(fieldMessages(thrown)).toEqual({ email: 'first' });
  });

  it.each([undefined, null, 'offline', {}])('is empty for %p', (thrown) => {
    expect(readApiFailure(thrown)).toEqual({ status: null, message: '', details: {} });
  });
});

describe('a time from now', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  it.each([
    ['2026-11-23T11:59:31Z', 0, 'second'],
    ['2026-11-23T11:59:00Z', -1, 'minute'],
    ['2026-11-23T10:01:00Z', -1, 'hour'],
    ['2026-11-25T13:00:00Z', 2, 'day'],
    ['2026-10-20T12:00:00Z', -1, 'month'],
    ['2024-11-20T12:00:00Z', -2, 'year'],
  ])('%s is %d %s', (then, value, unit) => {
    expect(relativeParts(new Date(then), now)).toEqual({ value, unit });
  });
});
