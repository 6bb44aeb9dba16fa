import { z } from '@strapi/utils';

import { invalid } from './errors';

export { z };

/**
 * Parses input at run time. Use `z.strictObject`, so that unknown fields are refused.
 * @throws ValidationError `invalid-input` with one entry of `fields` per problem.
 */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const list = fields.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  throw invalid('invalid-input', `Correct these fields and send again. ${list}`, { fields });
}

/** A row id from a path or a query; ids are 32-bit integers on all three databases. */
export const idSchema = z.coerce.number().int().positive().max(2_147_483_647);

/**
 * The query of a paged list.
 * @param sortable the fields that `sort` may name; the first one, ascending unless said, is the default.
 */
export const pageQuerySchema = <F extends string>(
  sortable: readonly [F, ...F[]],
  defaultDirection: 'asc' | 'desc' = 'asc',
) =>
  z.strictObject({
    page: z.coerce.number().int().min(1).max(1_000_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(100).default(20),
    search: z.string().trim().max(200).default(''),
    sort: z
      .enum(sortable.flatMap((field) => [`${field}:asc`, `${field}:desc`]) as [string, ...string[]])
      .default(`${sortable[0]}:${defaultDirection}`)
      .transform((value) => {
        const [field, direction] = value.split(':') as [F, 'asc' | 'desc'];
        return { field, direction };
      }),
  });

/** `meta.pagination` of a paged list. */
export const pagination = (page: number, pageSize: number, total: number) => ({
  pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total },
});
