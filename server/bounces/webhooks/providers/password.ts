import { fingerprint, sameSecret } from '../compare';
import { Refused, type Headers, type Provider, type Reading } from '../provider';
import { readJson } from '../shape';

export interface Password {
  user?: string | undefined;
  password?: string | undefined;
  token?: string | undefined;
}

/** The parts of an `Authorization` header that we accept: Basic (RFC 7617) and Bearer (RFC 6750). */
const credentialsOf = (header: Headers): { scheme: string; value: string } => {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(header('authorization')) ?? [];
  return { scheme: scheme.toLowerCase(), value };
};

/** @throws Refused `credentials` */
export function checkPassword(header: Headers, { user, password, token }: Password): void {
  const { scheme, value } = credentialsOf(header);
  const asBasic =
    scheme === 'basic' &&
    user !== undefined &&
    password !== undefined &&
    sameSecret(value, Buffer.from(`${user}:${password}`).toString('base64'));
  const asBearer = scheme === 'bearer' && token !== undefined && sameSecret(value, token);
  if (!asBasic && !asBearer) throw new Refused('credentials');
}

interface Dialect {
  /** @throws Refused */
  split: (payload: unknown) => unknown[];
  read: (event: unknown) => Reading[];
  /** What the body must look like to be read, where JSON alone does not do. */
  prepare?: (body: string) => string;
}

/** A provider that signs nothing: who knows the password is believed. TLS is all that protects it. */
export const passwordProvider = ({ split, read, prepare = (body) => body }: Dialect): Provider<Password> => ({
  greet: checkPassword,
  open: ({ body }) => ({
    events: split(readJson(prepare(body.toString()))),
    nonce: fingerprint(body),
  }),
  read,
  undated: true,
});
