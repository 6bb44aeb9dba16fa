import type { Core } from '@strapi/strapi';

import { PLUGIN_ID, type Template, type TemplateInput, type TemplatesResponse } from '../../../contracts';
import { isUniqueViolation, toInstant } from '../../lib/database';
import { notFound, refused } from '../../lib/errors';
import { pagination } from '../../lib/validate';
import { SHIPPED_TEMPLATES } from './shipped';

export const TEMPLATE_SORTS = ['name', 'createdAt', 'updatedAt'] as const;
export const NAME_LENGTH = 120;

export interface TemplateListQuery {
  page: number;
  pageSize: number;
  search: string;
  sort: { field: (typeof TEMPLATE_SORTS)[number]; direction: 'asc' | 'desc' };
}

export interface TemplateService {
  list(query: TemplateListQuery): Promise<TemplatesResponse>;
  /** @throws NotFoundError `template-not-found`. */
  get(id: number): Promise<Template>;
  create(input: TemplateInput): Promise<Template>;
  /** @throws ApplicationError `template-shipped`; NotFoundError `template-not-found`. */
  update(id: number, input: TemplateInput): Promise<Template>;
  /** Answers the template that is gone. @throws as `update`. */
  remove(id: number): Promise<Template>;
  /** A copy that can be changed. */
  duplicate(id: number): Promise<Template>;
  /** Puts the templates of this version into the database, in place of those of an older one. Idempotent. */
  ship(): Promise<void>;
}

type Row = Omit<Template, 'createdAt' | 'updatedAt'> & { createdAt: unknown; updatedAt: unknown };

const toTemplate = ({ id, name, description, mjml, shipped, createdAt, updatedAt }: Row): Template => ({
  id,
  name,
  description: description ?? null,
  mjml,
  shipped: shipped ?? null,
  createdAt: toInstant(createdAt) ?? '',
  updatedAt: toInstant(updatedAt) ?? '',
});

export const createTemplateService = ({ strapi }: { strapi: Core.Strapi }): TemplateService => {
  const rows = () => strapi.db.query(`plugin::${PLUGIN_ID}.template`);

  const get = async (id: number): Promise<Template> => {
    const row = (await rows().findOne({ where: { id } })) as Row | null;
    if (!row) throw notFound('template-not-found', 'This template does not exist any more: reload the list.');
    return toTemplate(row);
  };
  const getOwn = async (id: number): Promise<Template> => {
    const template = await get(id);
    if (template.shipped) {
      throw refused(
        'template-shipped',
        'This template comes with the plugin: duplicate it and work on the copy.',
      );
    }
    return template;
  };
  const create = async (data: TemplateInput & { shipped?: string }): Promise<Template> =>
    toTemplate((await rows().create({ data })) as Row);
  /** Several instances may start on an empty database at the same moment. */
  const createOnce = async (data: TemplateInput & { shipped: string }): Promise<void> => {
    await create(data).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
    });
  };

  return {
    get,
    create,
    async list({ page, pageSize, search, sort }) {
      const where = search
        ? { $or: [{ name: { $containsi: search } }, { description: { $containsi: search } }] }
        : {};
      const [found, total] = (await rows().findWithCount({
        where,
        orderBy: [{ [sort.field]: sort.direction }, { id: 'asc' }],
        offset: (page - 1) * pageSize,
        limit: pageSize,
      })) as [Row[], number];
      return { data: found.map(toTemplate), meta: pagination(page, pageSize, total) };
    },
    async update(id, data) {
      await getOwn(id);
      return toTemplate((await rows().update({ where: { id }, data })) as Row);
    },
    async remove(id) {
      const template = await getOwn(id);
      await rows().delete({ where: { id } });
      return template;
    },
    async duplicate(id) {
      const { name, description, mjml } = await get(id);
      return create({ name: copyName(name), description, mjml });
    },
    async ship() {
      for (const { key, ...data } of SHIPPED_TEMPLATES) {
        const known = (await rows().findOne({ where: { shipped: key } })) as Row | null;
        if (!known) await createOnce({ ...data, shipped: key });
        else if (
          known.mjml !== data.mjml ||
          known.name !== data.name ||
          known.description !== data.description
        ) {
          await rows().update({ where: { id: known.id }, data });
        }
      }
    },
  };
};

const copyName = (name: string): string => {
  const suffix = ' (2)';
  return `${name.slice(0, NAME_LENGTH - suffix.length)}${suffix}`;
};
