import { discreet } from './discreet-urls';
import { createTokens } from './tokens';

const tokens = createTokens(['discreet-secret-0123456789-0123456789']);
const token = tokens.sign('preferences', 17, 'abcdef0123456789', 4);

test.each([
  [`/api/mail-campaigns/preferences/${token}`, '/api/mail-campaigns/preferences/*'],
  [
    `/api/mail-campaigns/preferences/${token}/erase?lang=es`,
    '/api/mail-campaigns/preferences/*/erase?lang=es',
  ],
  [`/api/mail-campaigns/click/${token.replaceAll('~', '%7E')}`, '/api/mail-campaigns/click/*'],
  [`/api/mail-campaigns/view/${token.toUpperCase()}`, '/api/mail-campaigns/view/*'],
  [`/elsewhere?next=${token}&x=1`, '/elsewhere?next=*&x=1'],
  [
    '/mail-campaigns/contacts?page=2&search=ana%40example.org&sort=email:asc',
    '/mail-campaigns/contacts?page=2&search=*&sort=email:asc',
  ],
  ['/mail-campaigns/contacts?search=', '/mail-campaigns/contacts?search='],
  ['/api/mail-campaigns/subscribe/boletin?list=a', '/api/mail-campaigns/subscribe/boletin?list=a'],
])('%s is logged as %s', (url, logged) => {
  expect(discreet(url)).toBe(logged);
});
