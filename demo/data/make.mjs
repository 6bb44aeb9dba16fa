/**
 * Makes the three contact files of the demo: `node demo/data/make.mjs`. The same bytes each time.
 * Nobody in them exists, and no address can: `.example` belongs to nobody (RFC 2606).
 */
import fs from 'node:fs';

import { createChance } from './chance.mjs';
import { writeXlsx } from './xlsx.mjs';

const FIRST = `Ana María,Andrés,Ángela,Blanca,Camila,Camilo,Carlos,Carolina,Catalina,Claudia,Cristian,Daniela,Diana,Diego,Edilberto,
Eduardo,Elkin,Esperanza,Fabián,Felipe,Fernando,Germán,Gloria,Héctor,Hernán,Inés,Íngrid,Iván,Jairo,Javier,Jenny,Jhon,Jorge,
José Luis,Juan,Juan Carlos,Juliana,Laura,Leidy,Leonardo,Liliana,Lina,Lucía,Luis,Luz Marina,Magda,Manuel,Marcela,Margarita,
María,María Fernanda,María José,Mauricio,Mónica,Myriam,Natalia,Nelly,Nicolás,Nubia,Óscar,Paola,Patricia,Pedro,Pilar,
Rocío,Rubén,Sandra,Santiago,Sebastián,Sofía,Stella,Tatiana,Valentina,Verónica,Víctor,Wílmer,Ximena,Yamile,Yolanda,Zulma`;
const LAST = `Acosta,Aguilar,Álvarez,Ardila,Ávila,Ballesteros,Barrera,Beltrán,Benavides,Bernal,Bohórquez,Buitrago,Cáceres,
Camargo,Cárdenas,Castañeda,Castro,Chaparro,Contreras,Córdoba,Cortés,Cubillos,Delgado,Díaz,Duarte,Echeverri,Escobar,Espinosa,
Fajardo,Forero,Gaitán,Galindo,García,Gómez,González,Guerrero,Gutiérrez,Hernández,Herrera,Hurtado,Jiménez,León,Londoño,López,
Lozano,Marín,Martínez,Medina,Mejía,Méndez,Molina,Montañez,Mora,Moreno,Muñoz,Murillo,Niño,Ochoa,Ordóñez,Ortiz,Ospina,Pachón,
Páez,Parra,Patiño,Peña,Pérez,Pineda,Prieto,Quintero,Quiñones,Ramírez,Ramos,Restrepo,Reyes,Ríos,Rivera,Rodríguez,Rojas,
Romero,Rubiano,Ruiz,Salazar,Sánchez,Sarmiento,Sierra,Silva,Soto,Suárez,Téllez,Torres,Trujillo,Urrego,Valencia,Vargas,
Vásquez,Velásquez,Villamil,Zambrano,Zapata,Zúñiga`;
const DOMAINS = [
  ['gmail.example', 40],
  ['hotmail.example', 17],
  ['outlook.example', 8],
  ['yahoo.example', 7],
  ['educacionbogota.example', 14],
  ['universidad.example', 6],
  ['pedagogica.universidad.example', 3],
  ['redacademica.example', 3],
  ['colegiosandiego.example', 1],
  ['fundacionaula.example', 1],
];
const LOCALITIES = `Usaquén,Chapinero,Santa Fe,San Cristóbal,Usme,Tunjuelito,Bosa,Kennedy,Fontibón,Engativá,Suba,
Barrios Unidos,Teusaquillo,Los Mártires,Antonio Nariño,Puente Aranda,La Candelaria,Rafael Uribe Uribe,Ciudad Bolívar,Sumapaz`;
const ROLES = `Docente,Docente,Docente,Directiva docente,Rector,Coordinadora académica,Orientador escolar,Investigadora,
Estudiante de maestría,Bibliotecario,Madre de familia,Funcionario`;
const SCHOOLS = [
  'Colegio El Manantial (IED)',
  'Colegio Nueva Esperanza, sede B',
  'Colegio Los Cerros "Jornada única"',
  'Institución Educativa La Arboleda, jornada tarde',
  'Colegio Técnico del Sur',
  'Escuela Normal del Altiplano',
  'Jardín Infantil Semillas, sede A',
  'Universidad del Páramo',
  '',
];
const EVENTS = [
  'Seminario Maestras que investigan',
  'Encuentro de semilleros',
  'Feria de experiencias pedagógicas',
  'Taller de escritura académica',
];
/** Shares in thousandths of the endings that the demo's mail server refuses; see demo/catcher/refusals.mjs. */
const REFUSED = [
  ['41', 14],
  ['42', 9],
  ['43', 6],
  ['44', 6],
  ['45', 14],
  ['46', 4],
];
const BAD = ['no tiene', 'sin correo', 'pendiente', '@gmail.example', 'N/A'];

const words = (list) => list.split(',').map((word) => word.trim());
const plain = (text) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '');

const chance = createChance(20_260_801);
const used = new Set();

function localPart(first, last) {
  const [given, family] = [plain(words(first.replace(' ', ','))[0]), plain(last)];
  const style = chance.below(5);
  if (style === 0) return `${given}.${family}`;
  if (style === 1) return `${given[0]}${family}`;
  if (style === 2) return `${given}_${family}`;
  if (style === 3) return `${family}.${given}`;
  return `${given}${family}`;
}

function ending() {
  let thousandth = chance.below(1000);
  for (const [digits, share] of REFUSED) {
    thousandth -= share;
    if (thousandth < 0) return digits;
  }
  return null;
}

function innocent() {
  const digits = String(chance.below(900) + 10);
  return /4[1-6]$/.test(digits) ? `${digits}7` : digits;
}

function person() {
  const first = chance.pick(words(FIRST));
  const surnames = [chance.pick(words(LAST)), chance.pick(words(LAST))];
  const domain = chance.weighted(DOMAINS);
  const base = localPart(first, surnames[0]);
  const refused = ending();
  let email = `${base}${refused ?? (chance.below(3) ? '' : innocent())}@${domain}`;
  while (used.has(email)) email = `${base}${innocent()}${refused ?? ''}@${domain}`;
  used.add(email);
  return {
    email,
    first,
    last: surnames.join(' '),
    language: chance.below(40) ? 'es' : 'en',
    locality: chance.pick(words(LOCALITIES)),
    role: chance.pick(words(ROLES)),
    school: chance.pick(SCHOOLS),
    phone: `3${chance.below(3)}${chance.below(9)} 555 ${String(chance.below(10_000)).padStart(4, '0')}`,
    event: chance.pick(EVENTS),
    day: chance.below(300),
    came: chance.below(8) > 0,
  };
}

const people = (count) => Array.from({ length: count }, person);

/** As people type: capitals, spaces around. Still the same address. */
const typed = (email) => {
  const way = chance.below(30);
  if (way === 0) return email.toUpperCase();
  if (way === 1) return email[0].toUpperCase() + email.slice(1);
  if (way === 2) return ` ${email} `;
  return email;
};

function badAddress({ email }) {
  const way = chance.below(8);
  if (way === 0) return '';
  if (way === 1) return email.replace('@', ' ');
  if (way === 2) return email.replace('.example', '');
  if (way === 3) return `${email}; ${email.replace('@', '2@')}`;
  if (way === 4) return email.replace('@', '..@');
  return chance.pick(BAD);
}

/** A file's rows: its own people, some of them twice, some from another file, some with a bad address. */
function mixed(own, { twice, known, bad }) {
  const rows = own.map((entry) => ({ ...entry, email: typed(entry.email) }));
  const insert = (row) => rows.splice(chance.below(rows.length), 0, row);
  const again = Array.from({ length: twice }, () => chance.pick(own));
  for (const entry of [...again, ...known]) insert({ ...entry, email: typed(entry.email) });
  for (const entry of people(bad)) insert({ ...entry, email: badAddress(entry) });
  return rows;
}

const csvCell = (value, separator) =>
  value.includes(separator) || value.includes('"') || value !== value.trim()
    ? `"${value.replaceAll('"', '""')}"`
    : value;
const csv = (rows, separator, lineEnd) =>
  rows.map((row) => row.map((value) => csvCell(value, separator)).join(separator)).join(lineEnd) + lineEnd;
const withBlankLines = (rows, every, blank) =>
  rows.flatMap((row, i) => (i && i % every === 0 ? [blank, row] : [row]));

const web = people(1010);
const excel = people(700);
const events = people(286);

const webRows = mixed(web, { twice: 16, known: [], bad: 13 }).map((p) => [
  p.email,
  p.first,
  p.last,
  p.language,
  p.locality,
  p.role,
  p.school,
]);
const excelRows = mixed(excel, { twice: 12, known: web.slice(40, 66), bad: 10 }).map((p) => [
  `${p.first} ${p.last}`,
  p.email,
  p.phone,
  p.locality,
  p.role,
]);
const eventRows = mixed(events, { twice: 6, known: excel.slice(100, 118), bad: 5 }).map((p) => [
  p.first,
  p.last,
  p.email,
  p.event,
  new Date(Date.UTC(2026, 0, 20 + p.day)),
  p.came,
]);

const file = (name) => new URL(name, import.meta.url);
const webHeader = [
  'Correo electrónico',
  'Nombre',
  'Apellidos',
  'Idioma',
  'Localidad',
  'Cargo',
  'Institución',
];
const excelHeader = ['Nombre completo', 'E-mail', 'Teléfono', 'Localidad', 'Cargo'];
const eventHeader = ['Nombres', 'Apellidos', 'Correo', 'Evento', 'Fecha', 'Asistió'];

fs.writeFileSync(
  file('contactos-web.csv'),
  csv([webHeader, ...withBlankLines(webRows, 200, [''])], ',', '\n'),
);
// As Spanish Excel saves "CSV": semicolons, Windows-1252, CRLF, and empty rows as bare separators.
fs.writeFileSync(
  file('contactos-excel.csv'),
  Buffer.from(
    csv([excelHeader, ...withBlankLines(excelRows, 180, ['', '', '', '', ''])], ';', '\r\n'),
    'latin1',
  ),
);
fs.writeFileSync(file('contactos-eventos.xlsx'), writeXlsx('Asistentes', [eventHeader, ...eventRows]));

const rows = webRows.length + excelRows.length + eventRows.length;
console.log(`${rows} rows, ${web.length + excel.length + events.length} people`);
