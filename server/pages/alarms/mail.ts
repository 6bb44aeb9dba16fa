import type { Alarm, Institution } from '../../../contracts';
import { letter, type Letter } from '../page/letter';
import { textsIn } from '../page/texts';

const percentOf = ({ complaints = 0, delivered = 0 }: Alarm['figures'], language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(
    (100 * complaints) / Math.max(1, delivered),
  );

/**
 * Tells of an alarm. A foreign server's words have no place in it: they could lead whoever trusts this e-mail anywhere.
 * @param url where the panel shows it.
 */
export function alarmMail(institution: Institution, alarm: Alarm, url: string): Letter {
  const { language } = institution;
  const say = textsIn(language);
  const { kind, figures, campaign, domain } = alarm;
  const values = {
    campaign: campaign?.name ?? '',
    domain: domain ?? '',
    complaints: figures.complaints ?? 0,
    delivered: figures.delivered ?? 0,
    percent: percentOf(figures, language),
    answers: figures.answers ?? 0,
    minutes: figures.minutes ?? 0,
  };
  const title = say(`alarm.${kind}.title`);
  return letter({
    institution,
    language,
    subject: title,
    title,
    blocks: [
      { kind: 'lead', text: say(`alarm.${kind}.lead`, values) },
      { kind: 'lead', text: say(`alarm.${kind}.todo`) },
      { kind: 'button', text: say('alarm.button'), url },
      { kind: 'small', text: say('alarm.why') },
    ],
  });
}
