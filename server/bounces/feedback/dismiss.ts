import type { Core } from '@strapi/strapi';

import { table } from '../../lib/database';
import { FEEDBACK } from '../tables';
import { UNREAD } from './store';

/** Puts what nobody can make use of aside, or takes that back. What concerns a recipient stays. @returns rows changed. */
export async function setDismissed(
  strapi: Core.Strapi,
  ids: readonly number[],
  dismissed: boolean,
): Promise<number> {
  const rows = () => table(strapi, FEEDBACK).whereIn('id', [...ids]);
  if (dismissed) return rows().whereIn('state', ['unmatched', 'poison']).update({ state: 'dismissed' });
  const poison = await rows().where({ state: 'dismissed', rule: UNREAD }).update({ state: 'poison' });
  return poison + (await rows().where({ state: 'dismissed' }).update({ state: 'unmatched' }));
}
