import type { AccessTroubleReason } from '../../../../contracts';
import { clock } from '../../../lib/clock';
import { describe } from '../../../lib/errors';
import type { MailboxOptions } from '../mailbox';

export type OAuth2Options = NonNullable<MailboxOptions['oauth2']>;

const TIMEOUT_MS = 15_000;
/** Where the server does not say how long a token holds (RFC 6749 §5.1 leaves it open). */
const USUAL_SECONDS = 3600;
const DAY_SECONDS = 86_400;
/** As much of its time as a token is used for: clocks differ, and a session takes a moment to end. */
const USED = 0.9;

/** What a person can do about each, for the log; the panel has its own words. */
const ADVICE: Record<AccessTroubleReason, string> = {
  'client-refused': 'check oauth2.clientId and oauth2.clientSecret; secrets of applications expire',
  'grant-refused': 'sign in as the user of the mailbox again and set the new oauth2.refreshToken',
  'request-refused': 'check oauth2.tokenUrl and oauth2.scope',
  'token-server-away': 'check oauth2.tokenUrl and the network; it is tried again',
  'mailbox-refused':
    'an access token was granted, and the mail server does not take it: check user, oauth2.scope, and that the application may read this mailbox',
};

/** No way into a mailbox by OAuth 2, and why. */
export class AccessTrouble extends Error {
  constructor(
    readonly reason: AccessTroubleReason,
    /** Of the server or the network. */
    readonly words: string,
  ) {
    super(`${words} (${ADVICE[reason]})`);
  }
}

export interface AccessToken {
  accessToken: string;
  /** When to ask for another one. */
  until: Date;
}

/** By the error codes of RFC 6749 §5.2. */
const REASONS: Record<string, AccessTroubleReason> = {
  invalid_client: 'client-refused',
  unauthorized_client: 'client-refused',
  invalid_grant: 'grant-refused',
};

/**
 * Asks for an access token (RFC 6749): for the user who granted `refreshToken` (§6), else in the name of the
 * application (§4.4).
 * @returns with the token the refresh token of next time, where the server gave another one.
 * @throws AccessTrouble
 */
export async function requestToken(
  options: OAuth2Options,
  refreshToken: string | null,
): Promise<AccessToken & { nextRefreshToken: string | null }> {
  const { tokenUrl, clientId, clientSecret, scope } = options;
  const { host } = new URL(tokenUrl);
  const form = new URLSearchParams({
    ...(refreshToken === null
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken }),
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope !== undefined && { scope }),
  });
  const { status, answer } = await post(tokenUrl, form).catch((error: unknown) => {
    throw new AccessTrouble('token-server-away', `${host}: ${whyOf(error)}`);
  });
  const { access_token: accessToken, expires_in: seconds, refresh_token: next } = answer;
  if (status === 200 && typeof accessToken === 'string') {
    return {
      accessToken,
      until: new Date(clock.now().getTime() + USED * lifetimeOf(seconds) * 1000),
      nextRefreshToken: typeof next === 'string' ? next : null,
    };
  }
  throw refusal(host, status, answer);
}

const lifetimeOf = (given: unknown): number => {
  const seconds = Number(given);
  return seconds > 0 ? Math.min(seconds, DAY_SECONDS) : USUAL_SECONDS;
};

/** `fetch` says of each failure the same and puts the true one behind it. */
const whyOf = (error: unknown): string => describe((error as { cause?: unknown }).cause ?? error);

async function post(url: string, body: URLSearchParams) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { Accept: 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    // A redirect would carry the secret on to somewhere else.
    redirect: 'error',
  });
  const answer: unknown = await response.json().catch(() => null);
  return { status: response.status, answer: (answer ?? {}) as Record<string, unknown> };
}

function refusal(host: string, status: number, answer: Record<string, unknown>): AccessTrouble {
  const { error, error_description: description } = answer;
  if (typeof error !== 'string' || status >= 500) {
    return new AccessTrouble('token-server-away', `${host} answered ${status} without a token`);
  }
  // Microsoft adds lines with numbers for its support.
  const [detail] = typeof description === 'string' ? description.split(/[\r\n]/) : [];
  const words = `${host}: ${[error, detail].filter(Boolean).join(': ')}`;
  return new AccessTrouble(REASONS[error] ?? 'request-refused', words);
}
