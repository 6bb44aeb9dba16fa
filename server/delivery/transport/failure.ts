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

const PLAIN: Record<string, string> = {
  ECONNREFUSED: 'Nothing answers at this host and port',
  ECONNRESET: 'The server broke the connection off',
  EHOSTUNREACH: 'No network route leads to this host',
  ENETUNREACH: 'No network route leads to this host',
  ENOTFOUND: 'The DNS does not know this host name',
  EDNS: 'The DNS does not know this host name',
  CONNECT_TIMEOUT: 'The server did not take the connection in time',
  GREETING_TIMEOUT: 'The server did not greet in time',
  SOCKET_TIMEOUT: 'The server did not answer in time',
  UPGRADE_TIMEOUT: 'The server did not finish STARTTLS in time',
  CERT_HAS_EXPIRED: "The server's certificate has expired",
  CERT_NOT_YET_VALID: "The server's certificate is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is signed by itself: nobody vouches for it",
  SELF_SIGNED_CERT_IN_CHAIN: "The server's certificate comes from an authority that is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The server's certificate comes from an authority that is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "The server's certificate comes from an authority that is not known here",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another host name",
  ERR_SSL_WRONG_VERSION_NUMBER: 'The server does not speak TLS from the first byte on this port',
};

/** What kept a session from standing: the server's own words, or plain ones with the code to look up. */
export function wordsOf(error: Failure, options: Pick<SmtpOptions, 'user' | 'password'>): string {
  if (error.response) {
    const said = withoutSecrets(error.response, options);
    return oneLine(error.code === 'ETLS' ? `The server refused STARTTLS: ${said}` : said);
  }
  const codes = [error.timeoutType, error.originalCode, error.code].filter((code) => code !== undefined);
  const code = codes.find((one) => PLAIN[one]);
  return code ? `${PLAIN[code]} (${code}).` : oneLine(withoutSecrets(error.message, options));
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
