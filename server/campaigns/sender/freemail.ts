/** Public mailbox providers. Their DMARC policies refuse e-mail that others send in their name. */
const DOMAINS = new Set([
  'gmail.com',
  'googlemail.com',
  'live.com',
  'live.com.ar',
  'live.com.mx',
  'live.cl',
  'msn.com',
  'passport.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'aol.com',
  'ymail.com',
  'rocketmail.com',
  'proton.me',
  'protonmail.com',
  'pm.me',
  'tutanota.com',
  'zohomail.com',
  'mail.com',
  'mail.ru',
  'terra.com.co',
]);

/** Providers with a domain per country: yahoo.com, yahoo.es, yahoo.com.mx, hotmail.co.uk … */
const FAMILIES = /^(yahoo|hotmail|outlook|gmx|yandex)\.[a-z]{2,3}(\.[a-z]{2})?$/;

/** @param domain ASCII, lower case. */
export const isFreemail = (domain: string): boolean => DOMAINS.has(domain) || FAMILIES.test(domain);
