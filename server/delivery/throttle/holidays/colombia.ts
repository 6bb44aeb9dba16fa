import { DateTime } from 'luxon';

import type { Holiday } from '../../../../contracts';

type Name = Holiday['name'];

/** Kept on their own day (Ley 51 de 1983, art. 1, num. 1; not among those of num. 2). */
const FIXED: [month: number, day: number, name: Name][] = [
  [1, 1, { es: 'Año Nuevo', en: "New Year's Day" }],
  [5, 1, { es: 'Día del Trabajo', en: 'Labour Day' }],
  [7, 20, { es: 'Día de la Independencia', en: 'Independence Day' }],
  [8, 7, { es: 'Batalla de Boyacá', en: 'Battle of Boyacá' }],
  [12, 8, { es: 'Inmaculada Concepción', en: 'Immaculate Conception' }],
  [12, 25, { es: 'Navidad', en: 'Christmas Day' }],
];

/** Moved to the following Monday unless they fall on one (art. 1, num. 2). */
const MOVED: [month: number, day: number, name: Name][] = [
  [1, 6, { es: 'Reyes Magos', en: 'Epiphany' }],
  [3, 19, { es: 'San José', en: "Saint Joseph's Day" }],
  [6, 29, { es: 'San Pedro y San Pablo', en: 'Saints Peter and Paul' }],
  [8, 15, { es: 'Asunción de la Virgen', en: 'Assumption of Mary' }],
  [10, 12, { es: 'Día de la Raza', en: 'Columbus Day' }],
  [11, 1, { es: 'Todos los Santos', en: "All Saints' Day" }],
  [11, 11, { es: 'Independencia de Cartagena', en: 'Independence of Cartagena' }],
];

/**
 * Days after Easter Sunday. The last three are feasts of a Thursday, a Thursday and a Friday (+39, +60, +68) that
 * num. 2 moves to the Monday.
 */
const AROUND_EASTER: [days: number, name: Name][] = [
  [-3, { es: 'Jueves Santo', en: 'Maundy Thursday' }],
  [-2, { es: 'Viernes Santo', en: 'Good Friday' }],
  [43, { es: 'Ascensión del Señor', en: 'Ascension Day' }],
  [64, { es: 'Corpus Christi', en: 'Corpus Christi' }],
  [71, { es: 'Sagrado Corazón de Jesús', en: 'Sacred Heart of Jesus' }],
];

/** Easter Sunday of the Gregorian calendar, by the rule of Gauss with Lichtenberg's corrections. */
export function easter(year: number): DateTime {
  const century = Math.floor(year / 100);
  const moon = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const golden = year % 19;
  const seed = (19 * golden + moon) % 30;
  const correction = Math.floor((seed + Math.floor(golden / 11)) / 29);
  const fullMoon = 21 + seed - correction;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);
  const distance = 7 - ((fullMoon - firstSunday) % 7);
  return DateTime.utc(year, 3, 1).plus({ days: fullMoon + distance - 1 });
}

const followingMonday = (date: DateTime): DateTime => date.plus({ days: (8 - date.weekday) % 7 });

/**
 * The 18 holidays of a year in Colombia, by date, from the rules of Ley 51 de 1983, art. 1 ("Ley Emiliani"), which
 * art. 177 of the Código Sustantivo del Trabajo repeats. Two may fall on one day, as on 30 June 2025.
 */
export function colombianHolidays(year: number): Holiday[] {
  const sunday = easter(year);
  const days: [DateTime, Name][] = [
    ...FIXED.map(([month, day, name]): [DateTime, Name] => [DateTime.utc(year, month, day), name]),
    ...MOVED.map(([month, day, name]): [DateTime, Name] => [
      followingMonday(DateTime.utc(year, month, day)),
      name,
    ]),
    ...AROUND_EASTER.map(([after, name]): [DateTime, Name] => [sunday.plus({ days: after }), name]),
  ];
  return days
    .map(([day, name]) => ({ date: day.toISODate() as string, name }))
    .sort((a, b) => a.date.localeCompare(b.date));
}
