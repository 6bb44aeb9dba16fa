import { LEAVE_REASONS } from '../../../contracts';
import { z } from '../../lib/validate';

/** As a browser's `maxlength` counts them: one for each end of a line. */
export const MOST_WORDS = 500;

const words = z
  .string()
  .max(2 * MOST_WORDS)
  // eslint-disable-next-line no-control-regex -- PostgreSQL keeps no NUL, and nobody types the others
  .transform((text) => text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' '))
  .transform((text) => text.trim())
  .refine((text) => text.length <= MOST_WORDS);

const schema = z.union([
  // RFC 8058 §3.1: the whole body of a mailbox provider's one-click request.
  z
    .strictObject({ 'List-Unsubscribe': z.literal('One-Click') })
    .transform(() => ({ kind: 'one-click' as const })),
  z.strictObject({ scope: z.enum(['list', 'all']) }).transform(({ scope }) => ({ kind: scope })),
  z
    .strictObject({ action: z.literal('undo'), proof: z.string().max(200) })
    .transform(({ proof }) => ({ kind: 'undo' as const, proof })),
  z
    .strictObject({
      action: z.literal('reason'),
      reason: z.enum(LEAVE_REASONS).default('other'),
      words: words.default(''),
    })
    .transform(({ reason, words }) => ({ kind: 'reason' as const, reason, words: words || null })),
]);

export type Choice = z.infer<typeof schema>;

/** What a POST asks for; null for anything that is not exactly one of our forms: then nothing changes. */
export const readChoice = (body: unknown): Choice | null => schema.safeParse(body).data ?? null;
