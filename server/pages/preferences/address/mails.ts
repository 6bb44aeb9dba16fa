import type { Institution, Language } from '../../../../contracts';
import { letter, type Letter } from '../../page/letter';
import { textsIn } from '../../page/texts';

interface Voice {
  institution: Institution;
  language: Language;
}

const sayIn = ({ institution, language }: Voice) => {
  const texts = textsIn(language);
  const name = institution.name || texts('institution.unnamed');
  return (key: Parameters<typeof texts>[0], values = {}) => texts(key, { institution: name, ...values });
};

/** To the new address: nothing in it was written by whoever asked. */
export function confirmAddressMail(voice: Voice, url: string, hours: number): Letter {
  const say = sayIn(voice);
  return letter({
    ...voice,
    subject: say('addressMail.subject'),
    title: say('addressConfirm.title'),
    blocks: [
      { kind: 'lead', text: say('addressMail.lead') },
      { kind: 'button', text: say('addressConfirm.submit'), url },
      { kind: 'small', text: say('mail.expiry', { hours }) },
      { kind: 'small', text: say('addressMail.notYou') },
    ],
  });
}

/** To the former address. It does not name the new one: somebody else may read that mailbox. */
export function addressChangedMail(voice: Voice): Letter {
  const say = sayIn(voice);
  return letter({
    ...voice,
    subject: say('addressNotice.subject'),
    title: say('addressChanged.title'),
    blocks: [
      { kind: 'lead', text: say('addressNotice.lead') },
      { kind: 'small', text: say('addressNotice.notYou') },
    ],
  });
}
