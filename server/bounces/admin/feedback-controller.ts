import type { Core } from '@strapi/strapi';

import {
  FEEDBACK_CLASSES,
  FEEDBACK_SOURCES,
  FEEDBACK_STATES,
  type ContactBouncesResponse,
} from '../../../contracts';
import { consentOf } from '../../consent';
import { preferencesOf } from '../../contacts';
import { idSchema, pageQuerySchema, parse, z } from '../../lib/validate';
import { setDismissed } from '../feedback/dismiss';
import { bounceGroups } from '../reading/groups';
import { feedbackOfContact, listFeedback, readFeedback } from '../reading/read';
import type { BouncesService } from '../service';
import type { AdminContext } from './context';

/** Most that one request may name. */
const MAX_IDS = 500;
const ids = z.array(idSchema).min(1).max(MAX_IDS);

const listSchema = pageQuerySchema(['receivedAt'], 'desc').extend({
  state: z.enum(FEEDBACK_STATES).optional(),
  class: z.enum(FEEDBACK_CLASSES).optional(),
  source: z.enum(FEEDBACK_SOURCES).optional(),
  campaignId: idSchema.optional(),
  contactId: idSchema.optional(),
});

const againSchema = z.union([
  z.strictObject({ ids }),
  z.strictObject({ all: z.literal(true), afterId: z.number().int().min(0).max(2_147_483_647).default(0) }),
]);

const dismissSchema = z.strictObject({ ids, dismissed: z.boolean().default(true) });

/** Of one person, the latest. */
const MOST_OF_CONTACT = 100;

const idOf = (ctx: AdminContext): number => parse(idSchema, ctx.params.id);

export const feedbackController =
  (bouncesOf: (strapi: Core.Strapi) => BouncesService) =>
  ({ strapi }: { strapi: Core.Strapi }) => ({
    async find(ctx: AdminContext) {
      const { sort: _, ...query } = parse(listSchema, ctx.query);
      ctx.body = await listFeedback(strapi, query);
    },

    async findOne(ctx: AdminContext) {
      ctx.body = { data: await readFeedback(strapi, idOf(ctx)) };
    },

    async classifyAgain(ctx: AdminContext) {
      ctx.body = { data: await bouncesOf(strapi).classifyAgain(parse(againSchema, ctx.request.body)) };
    },

    async dismiss(ctx: AdminContext) {
      const { ids: chosen, dismissed } = parse(dismissSchema, ctx.request.body);
      ctx.body = { data: { changed: await setDismissed(strapi, chosen, dismissed) } };
    },

    async ofCampaign(ctx: AdminContext) {
      ctx.body = { data: await bounceGroups(strapi, idOf(ctx)) };
    },

    async ofContact(ctx: AdminContext) {
      const contact = await preferencesOf(strapi).contact(idOf(ctx));
      const addressHash = consentOf(strapi).addressHash(contact.email);
      const history = await consentOf(strapi).suppressionHistory(addressHash);
      ctx.body = {
        data: {
          feedback: await feedbackOfContact(strapi, contact.id, MOST_OF_CONTACT),
          suppressions: history.map((change) => ({
            action: change.action,
            reason: change.reason,
            rule: change.rule,
            note: change.note,
            feedbackId: change.feedbackId,
            campaignId: change.campaignId,
            occurredAt: change.occurredAt.toISOString(),
          })),
        },
      } satisfies ContactBouncesResponse;
    },
  });
