/** What the room's controllers use of Koa's context. */
export interface AdminContext {
  params: Record<string, string>;
  query: Record<string, unknown>;
  request: { body?: unknown; files?: Record<string, unknown> };
  state: { user: { id: number } };
  status: number;
  type: string;
  body: unknown;
  attachment(fileName: string): void;
}

export const actorOf = (ctx: AdminContext): number => ctx.state.user.id;
