import type { TestApp } from './app';
import { tokens } from './recipient';
import { clock } from '../../server/lib/clock';

/** The signed time of a form that was opened `seconds` ago, as the page of the form carries it. */
export async function formTime(app: TestApp, slug = 'default', seconds = 60): Promise<string> {
  const form = await app.strapi.db.query('plugin::mail-campaigns.form').findOne({ where: { slug } });
  return tokens.sign('form', form.id, clock.now().getTime() - seconds * 1000);
}
