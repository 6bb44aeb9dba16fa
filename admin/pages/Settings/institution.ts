import type { Institution } from '../../../contracts';

const isWebAddress = (text: string): boolean => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
};

/** As it is stored: without spaces around, empty addresses as null. */
export const cleanInstitution = (draft: Institution): Institution => ({
  ...draft,
  name: draft.name.trim(),
  postalAddress: draft.postalAddress.trim(),
  websiteUrl: draft.websiteUrl?.trim() || null,
});

/** What is wrong, by field, as keys of the translations. */
export const institutionProblems = (draft: Institution): Partial<Record<keyof Institution, string>> => ({
  ...(draft.name === '' && { name: 'common.required' }),
  ...(draft.websiteUrl !== null && !isWebAddress(draft.websiteUrl) && { websiteUrl: 'settings.url.invalid' }),
});
