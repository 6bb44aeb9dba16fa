import { LAYOUT_TAGS, type LayoutTag } from '../../../contracts';

/** Printed as HTML of ours; they stand alone between elements, without filters. */
const HTML_TAGS: readonly LayoutTag[] = ['content', 'languages', 'logo', 'archive'];

export const isLayoutTag = (path: string): path is LayoutTag => Object.hasOwn(LAYOUT_TAGS, path);
export const isHtmlTag = (path: string): boolean => HTML_TAGS.some((tag) => tag === path);

/** What no layout can do without. */
export const REQUIRED_TAGS = (Object.keys(LAYOUT_TAGS) as LayoutTag[]).filter(
  (tag) => LAYOUT_TAGS[tag].required,
);

/** `{{ content }}`, `{{- institution.name -}}`: nothing but a path. */
const PLAIN = /^\{\{-?\s*([\w.]+)\s*-?\}\}$/;

/** The path of a tag that prints it and nothing else. */
export const plainPathOf = (liquid: string): string | null => PLAIN.exec(liquid)?.[1] ?? null;

/** Any path that an output tag begins with. */
export const firstPathOf = (liquid: string): string | null => /^\{\{-?\s*([\w.]+)/.exec(liquid)?.[1] ?? null;
