/**
 * How names are compared when searching: without case and accents, so that "angela" finds "Ángela". Done here
 * because SQLite lowers ASCII letters only.
 */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The folded columns that follow from the names given; a name that is not given stays as it is. */
export const foldedNames = (names: { firstName?: unknown; lastName?: unknown }) => ({
  ...(names.firstName !== undefined && { firstNameFolded: foldOrNull(names.firstName) }),
  ...(names.lastName !== undefined && { lastNameFolded: foldOrNull(names.lastName) }),
});

const foldOrNull = (name: unknown): string | null => (typeof name === 'string' ? fold(name) : null);
