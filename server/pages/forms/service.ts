import type { Core } from '@strapi/strapi';

import {
  emptyDefinition,
  PLUGIN_ID,
  type Form,
  type FormDefinition,
  type FormInput,
  type FormsResponse,
} from '../../../contracts';
import { institutionOf } from '../../config';
import { consentOf } from '../../consent';
import { attributeKeys, slugOf, subscriptionsOf } from '../../contacts';
import { isUniqueViolation, toInstant, toJson } from '../../lib/database';
import { invalid, notFound, refused } from '../../lib/errors';
import { service } from '../../lib/service';
import { pagination } from '../../lib/validate';

export const DEFAULT_SLUG = 'default';
export const FORM_SORTS = ['name', 'createdAt', 'updatedAt'] as const;
const NAME_LENGTH = 120;
const DEFAULT_NAME = { es: 'Formulario principal', en: 'Main form' };
const OWN_FIELDS = ['firstName', 'lastName'];

export interface FormListQuery {
  page: number;
  pageSize: number;
  search: string;
  sort: { field: (typeof FORM_SORTS)[number]; direction: 'asc' | 'desc' };
}

/** A form as visitors need it. */
export type StoredForm = Pick<Form, 'id' | 'name' | 'slug' | 'definition'>;

export interface FormService {
  list(query: FormListQuery): Promise<FormsResponse>;
  /** @throws NotFoundError `form-not-found` */
  get(id: number): Promise<Form>;
  /** @throws `list-not-found`, `form-list-private`, `form-attribute-unknown` */
  create(input: FormInput): Promise<Form>;
  /** @throws as `get` and `create` */
  update(id: number, input: FormInput): Promise<Form>;
  duplicate(id: number): Promise<Form>;
  /** Answers the form that is gone. @throws as `get`; ApplicationError `form-default` */
  remove(id: number): Promise<Form>;
  /** Null where there is none of that slug (any more). */
  bySlug(slug: string): Promise<StoredForm | null>;
  byId(id: number): Promise<StoredForm | null>;
  /** Makes the default form where it is missing. Idempotent. */
  ship(): Promise<void>;
}

export const formsOf = (strapi: Core.Strapi): FormService => service(strapi, 'form');

interface Row {
  id: number;
  name: string;
  slug: string;
  definition: unknown;
  createdAt: unknown;
  updatedAt: unknown;
}

const toStored = ({ id, name, slug, definition }: Row): StoredForm => ({
  id,
  name,
  slug,
  definition: toJson<FormDefinition>(definition) ?? emptyDefinition(),
});

export const createFormService = ({ strapi }: { strapi: Core.Strapi }): FormService => {
  const rows = () => strapi.db.query(`plugin::${PLUGIN_ID}.form`);

  const toForms = async (found: readonly Row[]): Promise<Form[]> => {
    const counts = await consentOf(strapi).countsByForm(found.map(({ id }) => id));
    return found.map((row) => ({
      ...toStored(row),
      isDefault: row.slug === DEFAULT_SLUG,
      counts: counts.get(row.id) ?? { requested: 0, confirmed: 0 },
      createdAt: toInstant(row.createdAt) ?? '',
      updatedAt: toInstant(row.updatedAt) ?? '',
    }));
  };
  const toForm = async (row: Row): Promise<Form> => (await toForms([row]))[0] as Form;

  const rowOf = async (id: number): Promise<Row> => {
    const row = (await rows().findOne({ where: { id } })) as Row | null;
    if (!row) throw notFound('form-not-found', 'Go back to the forms: this one does not exist any more.');
    return row;
  };

  const assertPublic = async ({ lists }: FormDefinition): Promise<void> => {
    if (!lists) return;
    const ids = lists.map(({ listId }) => listId);
    const open = new Set((await subscriptionsOf(strapi).publicLists()).map(({ id }) => id));
    const closed = ids.filter((id) => !open.has(id));
    if (closed.length === 0) return;
    const [known] = await subscriptionsOf(strapi).listNames(closed);
    if (!known) throw notFound('list-not-found', 'Choose another list: this one does not exist any more.');
    throw invalid(
      'form-list-private',
      `Make the list “${known.name}” public first, or leave it out: visitors cannot join private lists.`,
      { values: { list: known.name } },
    );
  };

  const assertAttributes = async (next: FormDefinition, before: FormDefinition | null): Promise<void> => {
    const kept = (before?.fields ?? []).map(({ key }) => key);
    const asked = next.fields.map(({ key }) => key).filter((key) => ![...OWN_FIELDS, ...kept].includes(key));
    if (asked.length === 0) return;
    const known = new Set(await attributeKeys(strapi));
    const unknown = asked.find((key) => !known.has(key));
    if (!unknown) return;
    throw invalid('form-attribute-unknown', `Leave “${unknown}” out: no contact has this attribute.`, {
      values: { attribute: unknown },
    });
  };

  /** The slug comes from the name, with a number where another form has it. */
  const insert = async ({ name, definition }: FormInput): Promise<Row> => {
    const base = slugOf(name);
    for (let number = 1; ; number += 1) {
      const slug = number === 1 ? base : `${base}-${number}`;
      if (await rows().findOne({ where: { slug } })) continue;
      try {
        return (await rows().create({ data: { name, slug, definition } })) as Row;
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    }
  };

  const find = async (where: object): Promise<StoredForm | null> => {
    const row = (await rows().findOne({ where })) as Row | null;
    return row && toStored(row);
  };

  return {
    async list({ page, pageSize, search, sort }) {
      const [found, total] = (await rows().findWithCount({
        where: search ? { $or: [{ name: { $containsi: search } }, { slug: { $containsi: search } }] } : {},
        orderBy: [{ [sort.field]: sort.direction }, { id: 'asc' }],
        offset: (page - 1) * pageSize,
        limit: pageSize,
      })) as [Row[], number];
      return { data: await toForms(found), meta: pagination(page, pageSize, total) };
    },
    get: async (id) => toForm(await rowOf(id)),
    async create(input) {
      await assertPublic(input.definition);
      await assertAttributes(input.definition, null);
      return toForm(await insert(input));
    },
    async update(id, { name, definition }) {
      const before = toStored(await rowOf(id));
      await assertPublic(definition);
      await assertAttributes(definition, before.definition);
      return toForm((await rows().update({ where: { id }, data: { name, definition } })) as Row);
    },
    async duplicate(id) {
      const { name, definition } = toStored(await rowOf(id));
      const suffix = ' (2)';
      return toForm(
        await insert({ name: `${name.slice(0, NAME_LENGTH - suffix.length)}${suffix}`, definition }),
      );
    },
    async remove(id) {
      const form = await toForm(await rowOf(id));
      if (form.isDefault) {
        throw refused('form-default', 'Keep this form: the general subscription page shows it.');
      }
      await rows().delete({ where: { id } });
      return form;
    },
    bySlug: (slug) => find({ slug }),
    byId: (id) => find({ id }),
    async ship() {
      if (await rows().findOne({ where: { slug: DEFAULT_SLUG } })) return;
      const { language } = await institutionOf(strapi);
      const data = { name: DEFAULT_NAME[language], slug: DEFAULT_SLUG, definition: emptyDefinition() };
      try {
        await rows().create({ data });
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    },
  };
};
