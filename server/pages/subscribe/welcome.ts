import type { Core } from '@strapi/strapi';

import type { Language } from '../../../contracts';
import { institutionOf } from '../../config';
import { preferencesOf } from '../../contacts';
import { redacted } from '../../lib/redact';
import type { StoredForm } from '../forms/service';
import { letter } from '../page/letter';
import { textsIn, type Say } from '../page/texts';
import { preferencesUrl } from '../preferences/token';
import { sendLetter } from '../send-letter';
import { takeTurn } from './once-a-day';
import { wordsOf } from './view';

interface Welcome {
  form: StoredForm;
  contactId: number;
  addressHash: string;
  language: Language;
  lists: readonly string[];
}

/**
 * The e-mail after a confirmation, with the way out in it. At most one a day to an address: two presses of the
 * button are one confirmation. Where the relay refuses it, it is not sent again: nobody waits for it.
 */
export async function sendWelcome(strapi: Core.Strapi, welcome: Welcome): Promise<void> {
  const { form, contactId, addressHash, language, lists } = welcome;
  if (!form.definition.welcome || !(await takeTurn(strapi, `welcome-${addressHash}`))) return;
  const to = (await preferencesOf(strapi).read(contactId))?.email;
  if (!to) return;
  const institution = await institutionOf(strapi);
  const texts = textsIn(language);
  const name = institution.name || texts('institution.unnamed');
  const say: Say = (key, values) => texts(key, { institution: name, ...values });
  const words = wordsOf(form, language, say);
  const paragraphs = words('welcomeBody').split(/\n\s*\n/);
  const mail = letter({
    institution,
    language,
    subject: words('welcomeSubject'),
    title: words('welcomeSubject'),
    blocks: [
      ...paragraphs.map((text) => ({ kind: 'lead' as const, text })),
      { kind: 'names', names: lists },
      { kind: 'small', text: say('welcome.leave') },
      {
        kind: 'button',
        text: say('welcome.preferences'),
        url: preferencesUrl(strapi, { id: contactId, emailHash: addressHash }),
      },
    ],
  });
  try {
    await sendLetter(strapi, to, mail);
  } catch (error) {
    strapi.log.error(`[mail-campaigns] a welcome e-mail could not be sent: ${redacted(error)}`);
  }
}
