import { z } from '@strapi/utils';

import { option, positive } from './option';

/** What visitors and recipients meet: forms, the archive, the measuring of opens and clicks. */

export const tracking = z.strictObject({
  truncateIp: option(
    z.boolean(),
    'Keep only the network of an IP address (IPv4 /24, IPv6 /48) with an event.',
  ),
  tooSoonSeconds: option(
    z.number().min(0).max(3600),
    'An open or click so soon after the relay took the e-mail is counted as a machine’s.',
  ),
  scannerNetworks: option(
    z.array(z.union([z.cidrv4(), z.cidrv6()])),
    'Networks of security gateways, e.g. `203.0.113.0/24`: clicks from there are counted as machines’.',
  ),
  geoFile: option(
    z.string().min(1).optional(),
    'Path of a database of cities or countries in MaxMind’s format (`.mmdb`, e.g. GeoLite2 City, DB-IP City Lite): country and city are kept with what people open and click. Read at the start. Without it no place is looked up.',
  ),
  consent: option(
    z.enum(['opt-out', 'opt-in']),
    'Whose opens and clicks are measured: `opt-out` of everybody but those who refused, `opt-in` only of those who allowed it.',
  ),
});

export const subscribe = z.strictObject({
  confirmHours: option(positive, 'Hours for which a confirmation link works.'),
  perIpPerHour: option(
    positive,
    'Requests that one IP address may make in an hour: to subscribe, for a new confirmation e-mail, and on the preference page to change the address or to download data.',
  ),
  perAddressPerHour: option(
    positive,
    'Subscription requests for one e-mail address in an hour that are worked on; those beyond are answered as usual and dropped.',
  ),
  perDomainPerHour: option(positive, 'The same for all addresses of one domain.'),
  origins: option(
    z.array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, 'write https:// and the host alone')),
    'Sites whose scripts may use every form, e.g. `https://www.example.org`. A form can name more of its own.',
  ),
  challenge: z.strictObject({
    provider: option(
      z.enum(['altcha', 'turnstile', 'hcaptcha']),
      'Challenge of the forms that ask for one: `altcha` is proof of work and asks nobody else.',
    ),
    cost: option(
      z.number().int().min(1000).max(10_000_000),
      'For `altcha`: numbers that a browser tries at most.',
    ),
    siteKey: option(z.string().optional(), 'For `turnstile` and `hcaptcha`: the public key.'),
    secret: option(
      z.string().optional(),
      'For `turnstile` and `hcaptcha`: the secret key. Take it from the environment.',
    ),
    verifyUrl: option(
      z.url({ protocol: /^https?$/ }).optional(),
      "For `turnstile` and `hcaptcha`: where answers are checked, if not at the provider's own address.",
    ),
  }),
});

export const archive = z.strictObject({
  enabled: option(
    z.boolean(),
    'Campaigns can be made public: a page, feeds and a page for each. None is until somebody says so.',
  ),
});
