/** HTML that is safe to put into a page: made by `html` only. */
export class Html {
  constructor(readonly text: string) {}
}

export type Slot = Html | string | number | null | undefined | false | readonly Slot[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attribute values in double quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

const fill = (slot: Slot): string => {
  if (slot instanceof Html) return slot.text;
  if (slot === null || slot === undefined || slot === false) return '';
  return typeof slot === 'object' ? slot.map(fill).join('') : escapeHtml(String(slot));
};

/**
 * A template whose slots are escaped unless they are `Html` themselves. Put slots into text or into attributes in
 * double quotes, never into a tag's name, an unquoted attribute, a script or a style.
 */
export const html = (parts: TemplateStringsArray, ...slots: Slot[]): Html =>
  new Html(parts.reduce((text, part, index) => text + fill(slots[index - 1]) + part));

/** The address if it is an absolute http(s) one, else null: nothing else may become a link or an image. */
export function webUrl(value: string | null | undefined): URL | null {
  if (!value || !URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
}
