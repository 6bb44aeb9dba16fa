import { BlockList, isIP, isIPv4 } from 'node:net';

import type { Dns } from '../../lib/dns';

/** A service that takes e-mails at one address and hands them on from others. */
export interface Provider {
  name: string;
  /** What its customers put into their SPF record. */
  include: string;
  /** True where it writes a domain of its own into the envelope unless a custom one is set up with it. */
  ownEnvelope: boolean;
}

/** By the end of the host name that e-mails are handed to. Sources: the set-up pages of each. */
const PROVIDERS: [hosts: RegExp, provider: Provider][] = [
  [/\.amazonaws\.com$/, { name: 'Amazon SES', include: 'amazonses.com', ownEnvelope: true }],
  [/(^|\.)sendgrid\.net$/, { name: 'SendGrid', include: 'sendgrid.net', ownEnvelope: true }],
  [/(^|\.)mailgun\.org$/, { name: 'Mailgun', include: 'mailgun.org', ownEnvelope: true }],
  [/(^|\.)postmarkapp\.com$/, { name: 'Postmark', include: 'spf.mtasv.net', ownEnvelope: true }],
  [/(^|\.)(brevo|sendinblue)\.com$/, { name: 'Brevo', include: 'spf.brevo.com', ownEnvelope: true }],
  [/(^|\.)mailjet\.com$/, { name: 'Mailjet', include: 'spf.mailjet.com', ownEnvelope: true }],
  [/(^|\.)sparkpostmail\.com$/, { name: 'SparkPost', include: 'sparkpostmail.com', ownEnvelope: true }],
  [/(^|\.)mandrillapp\.com$/, { name: 'Mandrill', include: 'spf.mandrillapp.com', ownEnvelope: true }],
  [
    /(^|\.)(gmail|google)\.com$/,
    { name: 'Google Workspace', include: '_spf.google.com', ownEnvelope: false },
  ],
  [
    /(^|\.)(office365|outlook)\.com$/,
    { name: 'Microsoft 365', include: 'spf.protection.outlook.com', ownEnvelope: false },
  ],
  [/(^|\.)zoho\.(com|eu|in)$/, { name: 'Zoho Mail', include: 'zohomail.com', ownEnvelope: false }],
];

export const providerOf = (host: string): Provider | null =>
  PROVIDERS.find(([hosts]) => hosts.test(host.toLowerCase().replace(/\.$/, '')))?.[1] ?? null;

/** Networks that nobody outside sees (RFC 6890). */
const inside = new BlockList();
for (const [network, length] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inside.addSubnet(network, length, 'ipv4');
}
for (const [network, length] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  inside.addSubnet(network, length, 'ipv6');
}
const isPublic = (ip: string): boolean => !inside.check(ip, isIPv4(ip) ? 'ipv4' : 'ipv6');

/** A configured mail server as the outside sees it. */
export interface Relay {
  host: string;
  provider: Provider | null;
  /** Public addresses of the host, which it most likely sends from; none where it is inside or belongs to a provider. */
  addresses: string[];
}

const MOST_ADDRESSES = 8;

export async function relayOf(dns: Dns, host: string): Promise<Relay> {
  const provider = providerOf(host);
  if (provider) return { host, provider, addresses: [] };
  if (isIP(host)) return { host, provider, addresses: [host].filter(isPublic) };
  const answers = await Promise.all([dns.a(host), dns.aaaa(host)]);
  const addresses = answers.flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
  return { host, provider, addresses: addresses.filter(isPublic).slice(0, MOST_ADDRESSES) };
}
