import { clock } from '../../../lib/clock';
import { SignInRefused, type MailboxOptions } from '../mailbox';
import { AccessTrouble, requestToken, type AccessToken, type OAuth2Options } from './token-endpoint';

export { AccessTrouble } from './token-endpoint';

/** What the mail server is shown. */
export type Credentials = { password: string } | AccessToken;

/** The way into one mailbox. One reader at a time uses it. */
export interface Access {
  /**
   * Signs in.
   * @param signIn rejects with `SignInRefused` where the server does not take the credentials.
   */
  enter<T>(signIn: (credentials: Credentials) => Promise<T>): Promise<T>;
}

/** The refresh token that holds now: some servers give another one each time (RFC 6749 §6). */
export interface RefreshTokens {
  latest(): Promise<string | null>;
  keep(token: string): Promise<void>;
}

/** By the password or, where `oauth2` is set, by access tokens. */
export const createAccess = (
  { password = '', oauth2 }: Pick<MailboxOptions, 'password' | 'oauth2'>,
  refreshTokens: RefreshTokens,
): Access => (oauth2 ? byToken(oauth2, refreshTokens) : { enter: (signIn) => signIn({ password }) });

/** By an access token, kept until shortly before it ends; by a new one where the mail server takes it no longer. */
function byToken(options: OAuth2Options, refreshTokens: RefreshTokens): Access {
  let kept: AccessToken | null = null;

  const renew = async (): Promise<AccessToken> => {
    const { nextRefreshToken, ...token } = await requestToken(options, await refreshTokens.latest());
    if (nextRefreshToken !== null) await refreshTokens.keep(nextRefreshToken);
    return token;
  };

  return {
    async enter(signIn) {
      if (kept && kept.until > clock.now()) {
        try {
          return await signIn(kept);
        } catch (error) {
          if (!(error instanceof SignInRefused)) throw error;
        }
      }
      kept = await renew();
      try {
        return await signIn(kept);
      } catch (error) {
        if (!(error instanceof SignInRefused)) throw error;
        const words = error.message.replaceAll(kept.accessToken, '••••');
        kept = null;
        throw new AccessTrouble('mailbox-refused', words);
      }
    },
  };
}
