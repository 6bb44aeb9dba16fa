import type { Core } from '@strapi/strapi';

import { tokensOf } from '../../config';
import { clock } from '../../lib/clock';

/** Nobody fills in a form faster than this. */
const QUICKEST_MS = 2000;
const OLDEST_MS = 24 * 60 * 60 * 1000;

/** The signed moment at which a form was handed out. */
export const signTime = (strapi: Core.Strapi, formId: number): string =>
  tokensOf(strapi).sign('form', formId, clock.now().getTime());

/** For a form that comes back filled in: who has it only to press the button again is not too quick. */
export const signTimeAgain = (strapi: Core.Strapi, formId: number): string =>
  tokensOf(strapi).sign('form', formId, clock.now().getTime() - QUICKEST_MS);

/**
 * `quick`: a robot. `old`: open for more than a day, made for another form, forged, or from a page that cannot
 * know it, such as a form pasted into another site; the person is asked to press the button once more.
 */
export function judgeTime(
  strapi: Core.Strapi,
  formId: number,
  token: string | undefined,
): 'fine' | 'quick' | 'old' {
  const parts = tokensOf(strapi).verify('form', token ?? '');
  if (parts?.length !== 2 || Number(parts[0]) !== formId) return 'old';
  const age = clock.now().getTime() - Number(parts[1]);
  if (age > OLDEST_MS) return 'old';
  return age < QUICKEST_MS ? 'quick' : 'fine';
}
