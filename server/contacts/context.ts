import type { Context } from 'koa';

/** A request of a signed-in person, as far as this room reads it. */
export type AdminContext = Context & {
  request: { body?: unknown; files?: Record<string, unknown> };
  state: { user: { id: number } };
};

export const actorOf = (ctx: AdminContext): number => ctx.state.user.id;
