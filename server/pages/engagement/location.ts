import { webUrl } from '../page/html';

/** Percent-encodes what stands for other characters in a URL as browsers do (WHATWG URL: UTF-8). */
const encoded = (text: string): string =>
  text.replace(/[^\x21-\x7e]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );

/**
 * The value of a `Location` header that leads where an editor's link leads: the link byte for byte, for somebody else
 * reads it (UTM parameters, signatures). Only what a header cannot carry is written otherwise: other letters than
 * ASCII as percent-encoded UTF-8, in a host name as Punycode; line ends and tabs are left out, as browsers do.
 * @returns null where it is no web address.
 */
export function locationOf(link: string): string | null {
  const url = webUrl(link);
  if (!url) return null;
  const written = link.trim().replace(/[\t\r\n]/g, '');
  const [, scheme = '', authority = '', rest = ''] =
    /^(https?:[/\\]*)([^/\\?#]*)([^]*)$/i.exec(written) ?? [];
  const ascii = /^[\x21-\x7e]*$/.test(authority);
  const login = url.username && `${url.username}${url.password && `:${url.password}`}@`;
  return scheme + (ascii ? authority : login + url.host) + encoded(rest);
}
