/** What the room's controllers use of Koa's context. */
export interface AdminContext {
  params: Record<string, string>;
  query: Record<string, unknown>;
  request: { body?: unknown };
  state: { user: { id: number } };
  body: unknown;
}
