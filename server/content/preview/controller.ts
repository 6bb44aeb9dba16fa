import type { Core } from '@strapi/strapi';

import { actionUid } from '../../../contracts';
import { institutionOf } from '../../config';
import { forbidden } from '../../lib/errors';
import { service } from '../../lib/service';
import { idSchema, parse, z } from '../../lib/validate';
import type { AdminContext } from '../context';
import { mergeTags } from '../merge-tags';
import type { PreviewService } from './service';

const previewSchema = z.strictObject({
  mjml: z.string().max(1_000_000),
  subject: z.string().max(500).optional(),
  preheader: z.string().max(500).optional(),
  contactId: idSchema.optional(),
  options: z.strictObject({ viewInBrowser: z.boolean(), unsubscribeLink: z.boolean() }).optional(),
});

export const createContentController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async preview(ctx: AdminContext) {
    const request = parse(previewSchema, ctx.request.body);
    if (request.contactId !== undefined && !ctx.state.userAbility.can(actionUid('contacts.read'))) {
      throw forbidden('contacts-forbidden', 'You may not read contacts: preview with example data instead.');
    }
    ctx.body = { data: await service<PreviewService>(strapi, 'preview').preview(request) };
  },
  async mergeTags(ctx: AdminContext) {
    ctx.body = { data: mergeTags(await institutionOf(strapi)) };
  },
});
