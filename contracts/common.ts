/**
 * Shapes that every admin endpoint shares. All admin endpoints live under `/mail-campaigns` and answer
 * `{ data }`, lists also `{ meta.pagination }`, failures the Strapi error body with a stable `details.code`.
 */

/** An instant as ISO 8601 in UTC, e.g. `2026-12-01T14:00:00.000Z`. */
export type Instant = string;

/** The languages in which the plugin speaks to people. */
export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Query of every paged list: `page` from 1, `pageSize` 1–100, `sort` as `field:asc|desc`, `search` free text. */
export interface PageQuery {
  page?: number;
  pageSize?: number;
  sort?: string;
  search?: string;
}

export interface Pagination {
  page: number;
  pageSize: number;
  pageCount: number;
  total: number;
}

export interface One<T> {
  data: T;
}

export interface Page<T> {
  data: T[];
  meta: { pagination: Pagination };
}

/** The body of every failure. `code` is stable; `message` is English and says what to do. */
export interface ErrorBody {
  data: null;
  error: { status: number; name: string; message: string; details: ErrorDetails };
}

export interface ErrorDetails {
  code: string;
  /** For `invalid-input`: one entry per refused field. */
  fields?: { path: string; message: string }[];
  /** Values that belong to the message, for its translation. */
  values?: Record<string, string | number>;
  /** What stands in the way, and where. */
  problems?: (import('./content').ContentProblem | import('./campaigns').SettingProblem)[];
}
