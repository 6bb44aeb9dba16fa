import type { Instant, SendingTrouble } from '../../contracts';
import type { NoticeTone } from '../components/Notice';
import type { Translate } from '../hooks/useT';
import { isToCome } from './relative-time';

interface Speech {
  t: Translate;
  number: (value: number) => string;
  /** A time of today, a date and time otherwise. */
  moment: (instant: Instant) => string;
  language: 'es' | 'en';
}

export interface TroubleWords {
  tone: NoticeTone;
  /** What is wrong. */
  title: string;
  /** Why, since when, what happens by itself, what one can do. */
  lines: string[];
  /** The server's own words. */
  reply: string | null;
}

const TONES: Record<SendingTrouble['code'], NoticeTone> = {
  'queue-unreachable': 'danger',
  'no-worker': 'danger',
  'window-closed': 'info',
  'quota-used-up': 'warning',
  'transport-down': 'danger',
};

/** A trouble's values as its sentences want them; an absent one is `none` for their `select`. */
function valuesOf({ values }: SendingTrouble, { number, moment, language }: Speech) {
  const text = (key: string) => (values[key] === undefined ? 'none' : String(values[key]));
  const time = (key: string) => (values[key] === undefined ? 'none' : moment(String(values[key])));
  return {
    transport: text('transport'),
    others: Number(values['others'] ?? 0),
    reason: text('reason'),
    holiday: text(language),
    limit: number(Number(values['limit'] ?? 0)),
    opensAt: time('opensAt'),
    resetsAt: time('resetsAt'),
    retryAt: isToCome(String(values['retryAt'])) ? time('retryAt') : 'none',
  };
}

/** A trouble in plain sentences. */
export function troubleWords(trouble: SendingTrouble, speech: Speech): TroubleWords {
  const { t, moment } = speech;
  const { code, since, values } = trouble;
  const given = valuesOf(trouble, speech);
  return {
    tone: code === 'transport-down' && given.others > 0 ? 'warning' : TONES[code],
    title: t(`sending.trouble.${code}`, given),
    lines: [
      ...(values['failure'] ? [t(`sending.failure.${values['failure']}`)] : []),
      ...(since ? [t('sending.trouble.since', { time: moment(since) })] : []),
      t(`sending.trouble.${code}.then`, given),
      t(`sending.trouble.${code}.todo`, given),
    ].filter(Boolean),
    reply: values['reply'] === undefined ? null : String(values['reply']),
  };
}
