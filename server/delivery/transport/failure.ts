import type { TransportFailure } from '../../../contracts';
import type { SmtpOptions } from './session';
import { oneLine } from './reply';

/** As nodemailer, Node and OpenSSL report a failure. */
interface Failure extends Error {
  /** nodemailer's own code; then the system's stands in `originalCode`. */
  code?: string;
  originalCode?: string;
  timeoutType?: string;
  /** The server's words. */
  response?: string | false;
}

const UNKNOWN_AUTHORITY = "The server's certificate comes from an authority that is not known here";

const KNOWN: Record<string, [TransportFailure, string]> = {
  ECONNREFUSED: ['nothing-listens', 'Nothing answers at this host and port'],
  ECONNRESET: ['broken-off', 'The server broke the connection off'],
  EHOSTUNREACH: ['no-route', 'No network route leads to this host'],
  ENETUNREACH: ['no-route', 'No network route leads to this host'],
  ENOTFOUND: ['unknown-host', 'The DNS does not know this host name'],
  EDNS: ['unknown-host', 'The DNS does not know this host name'],
  CONNECT_TIMEOUT: ['timeout', 'The server did not take the connection in time'],
  GREETING_TIMEOUT: ['timeout', 'The server did not greet in time'],
  SOCKET_TIMEOUT: ['timeout', 'The server did not answer in time'],
  UPGRADE_TIMEOUT: ['timeout', 'The server did not finish STARTTLS in time'],
  CERT_HAS_EXPIRED: ['certificate-expired', "The server's certificate has expired"],
  CERT_NOT_YET_VALID: ['certificate-not-yet-valid', "The server's certificate is not valid yet"],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'certificate-self-signed',
    "The server's certificate is signed by itself: nobody vouches for it",
  ],
  SELF_SIGNED_CERT_IN_CHAIN: ['certificate-unknown-authority', UNKNOWN_AUTHORITY],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['certificate-unknown-authority', UNKNOWN_AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['certificate-unknown-authority', UNKNOWN_AUTHORITY],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'certificate-other-host',
    "The server's certificate is for another host name",
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: ['no-tls', 'The server does not speak TLS from the first byte on this port'],
};

const STARTTLS_REFUSED = 'The server refused STARTTLS';

/** By how the words begin: refused sign-ins (RFC 4954 §6), and conversations that broke. */
const BEGINNINGS: [RegExp, TransportFailure][] = [
  [new RegExp(`^${STARTTLS_REFUSED}: `), 'starttls-refused'],
  [/^53[0458]\b/, 'sign-in-refused'],
  [/^No answer for [\d.]+ seconds\.$/, 'timeout'],
  [/^The (connection broke: |server closed the connection\.$)/, 'broken-off'],
];

const sentence = (words: string, code: string): string => `${words} (${code}).`;

/** What the words of a failure tell of, for the panel to say it in the language of a person. */
export function failureIn(reply: string): { failure?: TransportFailure } {
  const [, known] = Object.entries(KNOWN).find(([code, [, words]]) => reply === sentence(words, code)) ?? [];
  const failure = known?.[0] ?? BEGINNINGS.find(([pattern]) => pattern.test(reply))?.[1];
  return failure ? { failure } : {};
}

/** What kept a session from standing: the server's own words, or plain ones with the code to look up. */
export function wordsOf(error: Failure, options: Pick<SmtpOptions, 'user' | 'password'>): string {
  if (error.response) {
    const said = withoutSecrets(error.response, options);
    return oneLine(error.code === 'ETLS' ? `${STARTTLS_REFUSED}: ${said}` : said);
  }
  const codes = [error.timeoutType, error.originalCode, error.code].filter((code) => code !== undefined);
  for (const code of codes) {
    const [, words] = KNOWN[code] ?? [];
    if (words) return sentence(words, code);
  }
  return oneLine(withoutSecrets(error.message, options));
}

/** Some servers repeat the command that they refuse. */
function withoutSecrets(
  text: string,
  { user = '', password }: Pick<SmtpOptions, 'user' | 'password'>,
): string {
  if (!password) return text;
  const base64 = (plain: string) => Buffer.from(plain).toString('base64');
  const secrets = [base64(`\0${user}\0${password}`), base64(password), password];
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, '••••'), text);
}
