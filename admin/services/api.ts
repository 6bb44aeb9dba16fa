import { adminApi, deepEncodeQueryValues } from '@strapi/strapi/admin';

export const TAG_TYPES = [
  'Campaign',
  'Contact',
  'Import',
  'List',
  'Form',
  'Template',
  'Sender',
  'Settings',
  'PublicPages',
  'Sending',
  'Report',
  'Health',
  'Feedback',
  'Alarm',
  'Mailbox',
] as const;
export type TagType = (typeof TAG_TYPES)[number];

/** The base of every service file: `api.injectEndpoints({ endpoints: (builder) => ({ … }) })`. */
export const api = adminApi.enhanceEndpoints({ addTagTypes: [...TAG_TYPES] });

/** Every admin endpoint lives here: `` `${BASE}/contacts` ``. */
export const BASE = '/mail-campaigns';

/** Query parameters for `config`: the fetch client writes them into the address without encoding. */
export const paramsOf = <T extends object>(query: T) => ({ params: deepEncodeQueryValues(query) });

/** The tags of a list: one for the list itself, one per row. */
export const listTags = <T extends TagType>(type: T, rows: { id: number }[] | undefined) => [
  { type, id: 'LIST' as const },
  ...(rows ?? []).map(({ id }) => ({ type, id })),
];

/** The tags of one row and of every list that may show it. */
export const rowTags = <T extends TagType>(type: T, id: number) => [
  { type, id },
  { type, id: 'LIST' as const },
];
