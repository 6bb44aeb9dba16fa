import type { Institution, MergeTag } from '../../contracts';
import type { MergeData } from './render';

/** What a preview shows where no contact is chosen. */
export function exampleMergeData(institution: Institution): MergeData {
  const english = institution.language === 'en';
  return {
    contact: {
      email: 'ana.gomez@example.org',
      firstName: 'Ana',
      lastName: 'Gómez',
      fullName: 'Ana Gómez',
      language: institution.language,
      attributes: {},
    },
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
    },
  };
}

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
] as const;

/** The merge tags with an example of each, for the panel's picker. */
export function mergeTags(institution: Institution): MergeTag[] {
  const data = exampleMergeData(institution) as unknown as Record<string, Record<string, string>>;
  return MERGE_TAG_PATHS.map((path) => {
    const [room = '', key = ''] = path.split('.');
    return { path, example: data[room]?.[key] ?? '' };
  });
}
