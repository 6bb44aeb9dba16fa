import type { Instant, One, Page, PageQuery } from './common';

export interface List {
  id: number;
  name: string;
  /** Stable, unique, part of List-Id; made from the name at creation. */
  slug: string;
  /** Shown to visitors on the subscription and preference pages. */
  description: string | null;
  optIn: 'single' | 'double';
  visibility: 'public' | 'private';
  /** Whether people may choose on their preference page how often they hear from it. */
  offersFrequency: boolean;
  counts: { confirmed: number; pending: number; unsubscribed: number };
  createdAt: Instant;
  updatedAt: Instant;
}

/** `POST /lists` (201), `PUT /lists/:id` — lists.manage */
export interface ListInput {
  name: string;
  description?: string | null;
  optIn: 'single' | 'double';
  visibility: 'public' | 'private';
  /** Default: as it is; false for a new list. */
  offersFrequency?: boolean;
}

/** `GET /lists` — lists.read */
export type ListsQuery = PageQuery;
export type ListsResponse = Page<List>;
/** `GET /lists/:id` — lists.read. `DELETE /lists/:id` — lists.manage; 400 `list-in-use` while a campaign that is scheduled, sending or paused uses it. */
export type ListResponse = One<List>;
