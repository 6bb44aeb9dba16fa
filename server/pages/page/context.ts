/** What the controllers of public pages use of Koa's context. */
export interface PublicContext {
  method: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  request: { ip: string; body?: unknown };
  status: number;
  body: unknown;
  /** Whether the browser holds what `ETag` and `Last-Modified` of the answer say (RFC 9110 §13). */
  readonly fresh: boolean;
  get(header: string): string;
  set(header: string, value: string): void;
  is(...types: string[]): string | false | null;
}
