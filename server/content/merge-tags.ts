import type { Institution, Language, MergeTag } from '../../contracts';
import type { MergeData } from './render';

/** Every merge tag that always exists; `contact.attributes.<key>` comes on top. */
export const MERGE_TAG_PATHS = [
  'contact.firstName',
  'contact.lastName',
  'contact.fullName',
  'contact.email',
  'contact.language',
  'list.name',
  'campaign.name',
  'campaign.subject',
  'institution.name',
  'institution.postalAddress',
  'institution.websiteUrl',
  'links.unsubscribe',
  'links.viewInBrowser',
  'links.preferences',
] as const;

const ATTRIBUTE = /^contact\.attributes\.[a-zA-Z][a-zA-Z0-9_]{0,39}$/;

/** Other tools' and languages' names for ours, in the form of `simplified`. */
const OTHER_NAMES: Record<string, (typeof MERGE_TAG_PATHS)[number]> = {
  name: 'contact.fullName',
  nombre: 'contact.firstName',
  nombres: 'contact.firstName',
  fname: 'contact.firstName',
  apellido: 'contact.lastName',
  apellidos: 'contact.lastName',
  lname: 'contact.lastName',
  correo: 'contact.email',
  mail: 'contact.email',
  lista: 'list.name',
  asunto: 'campaign.subject',
  baja: 'links.unsubscribe',
  unsub: 'links.unsubscribe',
  unsubscribeurl: 'links.unsubscribe',
  vernavegador: 'links.viewInBrowser',
  browser: 'links.viewInBrowser',
  preferencias: 'links.preferences',
  preferencesurl: 'links.preferences',
  preference: 'links.preferences',
  updateprofile: 'links.preferences',
  manage: 'links.preferences',
  address: 'institution.postalAddress',
  adress: 'institution.postalAddress',
  direccion: 'institution.postalAddress',
  website: 'institution.websiteUrl',
};

export const isMergeTag = (path: string): boolean =>
  (MERGE_TAG_PATHS as readonly string[]).includes(path) || ATTRIBUTE.test(path);

const simplified = (word: string) =>
  word
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9.]/g, '')
    .toLowerCase();

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The merge tag that somebody most likely meant, or null where none is near. */
export function nearestMergeTag(path: string): string | null {
  const given = simplified(path).slice(0, 100);
  const last = given.split('.').at(-1) ?? '';
  const known = OTHER_NAMES[last];
  if (known) return known;
  const ranked = MERGE_TAG_PATHS.map((candidate) => {
    const full = candidate.toLowerCase();
    const key = full.split('.').at(-1) ?? '';
    return {
      candidate,
      cost: Math.min(distance(given, full), distance(last, key) + (last === key ? 0.1 : 1)),
    };
  }).sort((a, b) => a.cost - b.cost);
  const best = ranked[0];
  return best && best.cost <= Math.max(2, last.length * 0.4) ? best.candidate : null;
}

export interface ContactNames {
  email: string;
  firstName: string | null;
  lastName: string | null;
  language: Language;
  attributes: MergeData['contact']['attributes'] | null;
}

/** A contact as merge tags see it: what is missing is empty. */
export const mergeContact = (contact: ContactNames): MergeData['contact'] => ({
  email: contact.email,
  firstName: contact.firstName ?? '',
  lastName: contact.lastName ?? '',
  fullName: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
  language: contact.language,
  attributes: contact.attributes ?? {},
});

/** What a preview or a test shows where no contact is chosen. */
export function exampleMergeData(institution: Institution): MergeData {
  const english = institution.language === 'en';
  return {
    contact: mergeContact({
      email: 'ana.gomez@example.org',
      firstName: 'Ana',
      lastName: 'Gómez',
      language: institution.language,
      attributes: {},
    }),
    list: { name: english ? 'Institutional bulletin' : 'Boletín institucional' },
    campaign: {
      name: english ? 'December bulletin' : 'Boletín de diciembre',
      subject: english ? 'News of the month' : 'Novedades del mes',
    },
    institution: {
      name: institution.name,
      postalAddress: institution.postalAddress,
      websiteUrl: institution.websiteUrl ?? '',
    },
    links: {
      unsubscribe: 'https://example.org/unsubscribe',
      viewInBrowser: 'https://example.org/view',
      preferences: 'https://example.org/preferences',
    },
  };
}

/** The merge tags with an example of each, for the panel's picker. */
export function mergeTags(institution: Institution): MergeTag[] {
  const data = exampleMergeData(institution) as unknown as Record<string, Record<string, string>>;
  return MERGE_TAG_PATHS.map((path) => {
    const [room = '', key = ''] = path.split('.');
    return { path, example: data[room]?.[key] ?? '' };
  });
}
