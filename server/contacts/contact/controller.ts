import type { Core } from '@strapi/strapi';

import { clock } from '../../lib/clock';
import { tooLarge } from '../../lib/errors';
import { idSchema, pagination, parse, z } from '../../lib/validate';
import { actorOf, type AdminContext } from '../context';
import { requireLists } from '../list/names';
import type { PreferenceService } from '../preferences/service';
import type { SubscriptionService } from '../subscription/service';
import { attributeKeys } from './attributes';
import { exportContacts } from './export';
import { consentNoteSchema, contactInputSchema } from './input';
import { contactsQuerySchema, searchContacts } from './search';
import type { ContactService } from './service';
import { liftByHand, suppressByHand } from './suppression';
import { readContact, readContacts } from './view';
import { createContact, updateContact } from './write';

const MAX_BULK = 1000;

const listIds = z.array(idSchema).max(100);

const createSchema = contactInputSchema
  .extend({ listIds: listIds.optional(), consentNote: consentNoteSchema.optional() })
  .refine(({ listIds: ids = [], consentNote }) => ids.length === 0 || consentNote, {
    path: ['consentNote'],
    message: 'say how the person agreed to these lists',
  });

const subscribeSchema = z.strictObject({ listId: idSchema, consentNote: consentNoteSchema });
const suppressSchema = z.strictObject({
  suppressed: z.boolean(),
  note: z.string().trim().max(500).optional(),
});

const ids = z.array(idSchema).min(1);
const bulkSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('delete'), ids }),
  z.strictObject({ action: z.literal('subscribe'), ids, listId: idSchema, consentNote: consentNoteSchema }),
  z.strictObject({ action: z.literal('unsubscribe'), ids, listId: idSchema }),
]);

const exportSchema = contactsQuerySchema.extend({ separator: z.enum([',', ';']).default(';') });

const contactIdOf = (ctx: AdminContext): number => parse(idSchema, ctx.params.id);

interface Doors {
  contacts: (strapi: Core.Strapi) => ContactService;
  subscriptions: (strapi: Core.Strapi) => SubscriptionService;
  preferences: (strapi: Core.Strapi) => PreferenceService;
}

export const contactController =
  (doors: Doors) =>
  ({ strapi }: { strapi: Core.Strapi }) => ({
    async find(ctx: AdminContext) {
      const query = parse(contactsQuerySchema, ctx.query);
      const { ids: found, total } = await searchContacts(strapi, query);
      ctx.body = {
        data: await readContacts(strapi, found),
        meta: pagination(query.page, query.pageSize, total),
      };
    },

    async findOne(ctx: AdminContext) {
      ctx.body = { data: await readContact(strapi, contactIdOf(ctx)) };
    },

    async attributes(ctx: AdminContext) {
      ctx.body = { data: await attributeKeys(strapi) };
    },

    async export(ctx: AdminContext) {
      const { separator, ...filter } = parse(exportSchema, ctx.query);
      ctx.attachment(`contacts-${clock.now().toISOString().slice(0, 10)}.csv`);
      ctx.type = 'text/csv; charset=utf-8';
      ctx.body = await exportContacts(strapi, filter, separator);
    },

    async create(ctx: AdminContext) {
      const input = parse(createSchema, ctx.request.body);
      ctx.body = { data: await createContact(strapi, doors.subscriptions(strapi), input, actorOf(ctx)) };
      ctx.status = 201;
    },

    async update(ctx: AdminContext) {
      const input = parse(contactInputSchema, ctx.request.body);
      ctx.body = {
        data: await updateContact(strapi, doors.contacts(strapi), contactIdOf(ctx), input, actorOf(ctx)),
      };
    },

    async delete(ctx: AdminContext) {
      const contact = await readContact(strapi, contactIdOf(ctx));
      await doors.contacts(strapi).erase([contact.id], actorOf(ctx));
      ctx.body = { data: { id: contact.id } };
    },

    async subscribe(ctx: AdminContext) {
      const { listId, consentNote } = parse(subscribeSchema, ctx.request.body);
      const contact = await readContact(strapi, contactIdOf(ctx));
      await requireLists(strapi, [listId]);
      await doors.subscriptions(strapi).add([contact.id], [listId], consentNote, actorOf(ctx));
      ctx.body = { data: await readContact(strapi, contact.id) };
    },

    async unsubscribe(ctx: AdminContext) {
      const contact = await readContact(strapi, contactIdOf(ctx));
      await doors.subscriptions(strapi).unsubscribe([contact.id], parse(idSchema, ctx.params.listId), {
        channel: 'admin',
        actorId: actorOf(ctx),
      });
      ctx.body = { data: await readContact(strapi, contact.id) };
    },

    async endPause(ctx: AdminContext) {
      const contact = await readContact(strapi, contactIdOf(ctx));
      await doors.preferences(strapi).pause(contact.id, null);
      ctx.body = { data: await readContact(strapi, contact.id) };
    },

    async suppress(ctx: AdminContext) {
      const { suppressed, note } = parse(suppressSchema, ctx.request.body);
      const contact = await readContact(strapi, contactIdOf(ctx));
      const by = { actorId: actorOf(ctx), note: note ?? null };
      if (suppressed) await suppressByHand(strapi, contact, by);
      else await liftByHand(strapi, contact, by);
      ctx.body = { data: await readContact(strapi, contact.id) };
    },

    async bulk(ctx: AdminContext) {
      const request = parse(bulkSchema, ctx.request.body);
      if (request.ids.length > MAX_BULK) {
        throw tooLarge('too-many-contacts', `Choose at most ${MAX_BULK} contacts at a time.`, {
          values: { limit: MAX_BULK },
        });
      }
      ctx.body = { data: { changed: await run(strapi, doors, request, actorOf(ctx)) } };
    },
  });

async function run(
  strapi: Core.Strapi,
  doors: Doors,
  request: z.infer<typeof bulkSchema>,
  actorId: number,
): Promise<number> {
  if (request.action === 'delete') return doors.contacts(strapi).erase(request.ids, actorId);
  await requireLists(strapi, [request.listId]);
  if (request.action === 'subscribe') {
    return doors.subscriptions(strapi).add(request.ids, [request.listId], request.consentNote, actorId);
  }
  return doors.subscriptions(strapi).unsubscribe(request.ids, request.listId, { channel: 'admin', actorId });
}
