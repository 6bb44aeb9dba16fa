import { TRANSPORT_FAILURES } from '../../../contracts';
import { failureIn, wordsOf } from './failure';

const failed = (fields: object) => failureIn(wordsOf(Object.assign(new Error('failed'), fields), {})).failure;

test.each([
  ['a closed port', { code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'nothing-listens'],
  ['a host without a name', { code: 'EDNS' }, 'unknown-host'],
  ['a silent server', { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }, 'timeout'],
  [
    'a foreign certificate',
    { code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    'certificate-other-host',
  ],
  ['a wrong password', { code: 'EAUTH', response: '535 5.7.8 who are you' }, 'sign-in-refused'],
  ['STARTTLS refused', { code: 'ETLS', response: '454 4.7.0 not now' }, 'starttls-refused'],
  ['the server’s own words', { response: '554 5.7.1 no' }, undefined],
  ['something unheard of', { code: 'EWHATEVER' }, undefined],
])('%s', (_name, fields, failure) => {
  expect(failed(fields)).toBe(failure);
  if (failure) expect(TRANSPORT_FAILURES).toContain(failure);
});

test.each([
  ['No answer for 30 seconds.', 'timeout'],
  ['The server closed the connection.', 'broken-off'],
  ['The connection broke: read ECONNRESET', 'broken-off'],
])('a conversation that broke: %s', (reply, failure) => {
  expect(failureIn(reply)).toEqual({ failure });
});
