/** Part of List-Id (RFC 2919), so a dot-atom in ASCII: `Boletín de Noticias` → `boletin-de-noticias`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return slug || 'list';
}
