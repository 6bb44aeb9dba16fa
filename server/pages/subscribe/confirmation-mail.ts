import type { Institution, Language } from '../../../contracts';
import { letter, type Letter } from '../page/letter';
import { textsIn } from '../page/texts';

/** The double opt-in e-mail. Nothing in it was written by whoever filled in the form, the name included. */
export function confirmationMail(request: {
  institution: Institution;
  language: Language;
  lists: readonly { name: string }[];
  url: string;
  hours: number;
}): Letter {
  const { institution, language, lists, url, hours } = request;
  const texts = textsIn(language);
  const name = institution.name || texts('institution.unnamed');
  return letter({
    institution,
    language,
    subject: texts('mail.subject', { institution: name }),
    title: texts('confirm.title'),
    blocks: [
      { kind: 'lead', text: texts('mail.lead', { institution: name }) },
      { kind: 'names', names: lists.map((list) => list.name) },
      { kind: 'button', text: texts('mail.button'), url },
      { kind: 'small', text: texts('mail.expiry', { hours }) },
      { kind: 'small', text: texts('mail.notYou') },
    ],
  });
}
