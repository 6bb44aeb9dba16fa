import type { Core } from '@strapi/strapi';

import type { MailboxesResponse } from '../../../contracts';
import { configOf } from '../../config';
import type { MailboxService } from './service';

/** How the reading of mailboxes goes, for the panel. */
export const mailboxController =
  (mailboxesOf: (strapi: Core.Strapi) => MailboxService) =>
  ({ strapi }: { strapi: Core.Strapi }) => ({
    async find(ctx: { body: unknown }): Promise<void> {
      const { intake, unsubscribeAddress = null } = configOf(strapi);
      const mailboxes = await mailboxesOf(strapi).status();
      ctx.body = {
        data: { mailboxes, intake: intake.secret !== undefined, unsubscribeAddress },
      } satisfies MailboxesResponse;
    },
  });
