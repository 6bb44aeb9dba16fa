import type { Core } from '@strapi/strapi';

import { sealOf } from '../../../config';
import { table } from '../../../lib/database';
import type { MailboxOptions } from '../mailbox';
import { mailbox } from '../models';
import type { RefreshTokens } from './access';

/**
 * The refresh token of a mailbox: the configured one, until the server gives another. That one is kept in the database,
 * sealed, for whichever process reads the mailbox next: the configured one ends one day (Microsoft: after 90 days).
 * Whoever configures another one starts anew: what is kept opens with the one that it came from only.
 */
export function createRefreshTokens(
  strapi: Core.Strapi,
  { name, oauth2 }: Pick<MailboxOptions, 'name' | 'oauth2'>,
): RefreshTokens {
  const configured = oauth2?.refreshToken;
  const rows = () => table(strapi, mailbox.table).where({ name });
  return {
    async latest() {
      if (configured === undefined) return null;
      const row: { refresh_token: string | null } | undefined = await rows().first('refresh_token');
      const kept = row?.refresh_token;
      return (kept && sealOf(strapi).open(kept, configured)) || configured;
    },
    async keep(token) {
      if (configured === undefined) return;
      await rows().update({ refresh_token: sealOf(strapi).close(token, configured) });
    },
  };
}
