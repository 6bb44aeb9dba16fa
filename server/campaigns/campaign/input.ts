import { type CampaignInput, CAMPAIGN_STATUSES, DELIVERY_STATUSES } from '../../../contracts';
import { parseAddress } from '../../lib/address';
import { idSchema, pageQuerySchema, z } from '../../lib/validate';
import { isTimeZone } from '../schedule/local-time';

/** RFC 5322 §2.2: a header ends at CRLF, so no control character gets near one. */
// eslint-disable-next-line no-control-regex -- these are what must not reach a header
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Text of one line: what ends up in a header or a list. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((value) => !CONTROL.test(value), 'Write it on one line, without control characters.');

/** Exactly one address, normalised. */
export const addressField = z.string().transform((value, context) => {
  const parsed = parseAddress(value);
  if (parsed) return parsed.address;
  context.addIssue({
    code: 'custom',
    message: 'Write exactly one e-mail address, such as name@example.org.',
  });
  return z.NEVER;
});

export const timeZoneField = z
  .string()
  .refine(isTimeZone, 'Choose a time zone by its name, such as America/Bogota.');

/** Bounds the work of compiling, far above what any mailbox shows. */
const MAX_MJML = 1_000_000;

const fields = {
  name: line(200).min(1),
  subject: line(500),
  preheader: line(500),
  fromName: line(200),
  /** Empty while the draft has no sender yet. */
  fromAddress: z.union([z.literal(''), addressField]),
  replyTo: addressField.nullable(),
  listIds: z
    .array(z.number().int().positive())
    .max(100)
    .transform((ids) => [...new Set(ids)]),
  mjml: z.string().max(MAX_MJML),
  timeZone: timeZoneField,
  options: z.strictObject({
    viewInBrowser: z.boolean(),
    unsubscribeLink: z.boolean(),
    trackOpens: z.boolean(),
    trackClicks: z.boolean(),
  }),
  uncertainPolicy: z.enum(['hold', 'resend', 'close']),
  public: z.boolean().optional(),
} satisfies Record<keyof CampaignInput, unknown>;

export const campaignInput = z.strictObject(fields);
export const createCampaignInput = campaignInput
  .partial()
  .extend({ name: fields.name, templateId: z.number().int().positive().optional() });

export const campaignsQuery = pageQuerySchema(
  ['createdAt', 'updatedAt', 'name', 'status', 'scheduledAt', 'startedAt', 'finishedAt'],
  'desc',
).extend({ status: z.enum(CAMPAIGN_STATUSES).optional() });

export const deliveriesQuery = pageQuerySchema(['id']).extend({
  status: z.enum(DELIVERY_STATUSES).optional(),
});

export const scheduleInput = z.strictObject({
  localTime: z.string().max(40),
  timeZone: z.string().max(100),
  occurrence: z.enum(['earlier', 'later']).optional(),
});

export const testInput = z.strictObject({
  addresses: z
    .array(addressField)
    .min(1)
    .max(10)
    .transform((addresses) => [...new Set(addresses)]),
  contactId: z.number().int().positive().optional(),
});

export const publicInput = z.strictObject({ public: z.boolean() });
export const uncertainInput = z.strictObject({ decision: z.enum(['resend', 'close']) });
export const noInput = z.strictObject({}).optional();
export const idParam = z.object({ id: idSchema });
