import { z } from '../../lib/validate';

const schema = z.union([
  // RFC 8058 §3.1: the whole body of a mailbox provider's one-click request.
  z
    .strictObject({ 'List-Unsubscribe': z.literal('One-Click') })
    .transform(() => ({ kind: 'one-click' as const })),
  z.strictObject({ scope: z.enum(['list', 'all']) }).transform(({ scope }) => ({ kind: scope })),
  z
    .strictObject({ action: z.literal('undo'), proof: z.string().max(200) })
    .transform(({ proof }) => ({ kind: 'undo' as const, proof })),
]);

export type Choice = z.infer<typeof schema>;

/** What a POST asks for; null for anything that is not exactly one of our forms: then nothing changes. */
export const readChoice = (body: unknown): Choice | null => schema.safeParse(body).data ?? null;
