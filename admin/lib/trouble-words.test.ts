import { createIntl } from 'react-intl';

import { TRANSPORT_FAILURES, type SendingTrouble } from '../../contracts';
import type { Translate } from '../hooks/useT';
import { translationsOf } from '../translations';
import { troubleWords } from './trouble-words';

const speech = (language: 'en' | 'es') => {
  const intl = createIntl({ locale: language, messages: translationsOf(language) });
  const t: Translate = (key, values) => intl.formatMessage({ id: `mail-campaigns.${key}` }, values);
  return {
    t,
    number: (value: number) => intl.formatNumber(value),
    moment: (instant: string) => intl.formatDate(instant, { dateStyle: 'medium', timeZone: 'UTC' }),
    language,
  };
};
const say = (trouble: Omit<SendingTrouble, 'since'>, language: 'en' | 'es' = 'en') =>
  troubleWords({ since: null, ...trouble }, speech(language));
const all = ({ title, lines }: { title: string; lines: string[] }) => [title, ...lines].join(' ');

const LATER = '2026-12-01T13:00:00.000Z';
const TROUBLES: Omit<SendingTrouble, 'since'>[] = [
  { code: 'queue-unreachable', values: { reply: 'connect ECONNREFUSED' } },
  { code: 'no-worker', values: {} },
  { code: 'window-closed', values: { reason: 'hours', opensAt: LATER } },
  { code: 'quota-used-up', values: { limit: 120_000, resetsAt: LATER } },
  { code: 'transport-down', values: { transport: 'default', others: 0, reply: '421 busy', retryAt: LATER } },
];

it.each(TROUBLES.flatMap((trouble) => (['en', 'es'] as const).map((language) => ({ trouble, language }))))(
  'says what is wrong, what happens and what to do: $trouble.code in $language',
  ({ trouble, language }) => {
    const words = say(trouble, language);
    expect(words.lines).toHaveLength(2);
    expect(all(words)).not.toMatch(/[{}]|\bnone\b|undefined|NaN|sending\.trouble/);
    expect(words.reply).toBe(trouble.values['reply'] ?? null);
  },
);

it('tells since when, where that is known', () => {
  const [trouble] = TROUBLES;
  const words = troubleWords({ ...(trouble as SendingTrouble), since: LATER }, speech('en'));
  expect(words.lines[0]).toBe('Since Dec 1, 2026.');
});

it.each(TRANSPORT_FAILURES)('says in both languages why a server takes nothing: %s', (failure) => {
  const values = { transport: 'default', others: 0, failure };
  const [en, es] = (['en', 'es'] as const).map((language) => {
    const { lines } = say({ code: 'transport-down', values }, language);
    return lines[0];
  });
  expect(en).not.toContain('sending.failure');
  expect(es).not.toContain('sending.failure');
  expect(es).not.toBe(en);
});

it('names a holiday in the language of the person', () => {
  const values = {
    reason: 'holiday',
    es: 'Inmaculada Concepción',
    en: 'Immaculate Conception',
    opensAt: LATER,
  };
  expect(say({ code: 'window-closed', values }, 'es').title).toContain('Inmaculada Concepción');
  expect(say({ code: 'window-closed', values }, 'en').title).toContain('Immaculate Conception');
});

it('does not promise an opening that never comes', () => {
  expect(all(say({ code: 'window-closed', values: { reason: 'hours' } }))).not.toContain('by itself');
});

it('does not announce a try whose time has passed', () => {
  const values = { transport: 'a', others: 1, retryAt: '2026-01-01T00:00:00.000Z' };
  expect(all(say({ code: 'transport-down', values }))).toContain('with the next e-mail');
});

it('is less alarmed where other servers take over', () => {
  const down = (others: number) => say({ code: 'transport-down', values: { transport: 'a', others } });
  expect([down(0).tone, down(1).tone]).toEqual(['danger', 'warning']);
  expect(all(down(0))).toContain('everyone waits');
  expect(all(down(1))).toContain('the other server takes over');
});
