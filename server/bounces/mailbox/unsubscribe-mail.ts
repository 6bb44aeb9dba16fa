/** `unsubscribe` and the tag of the e-mail, as the mailto of List-Unsubscribe puts it (RFC 2369 §3.2, RFC 6068). */
const SUBJECT = /^subject:[ \t]*unsubscribe[ \t]+([1-9]\d{0,9}~[0-9a-f]{32})[ \t]*$/im;

/** The subject that a mail program writes for somebody who leaves by e-mail. */
export const unsubscribeSubject = (tag: string): string => `unsubscribe ${tag}`;

/**
 * The tag in the subject of an e-mail that asks to unsubscribe, null for any other. Whoever knows the tag got the
 * e-mail; the sender of this one proves nothing and is not looked at.
 * @param autoSubmitted a program wrote it: an answer that repeats a subject asks for nothing.
 */
export function unsubscribeTag(raw: Buffer, autoSubmitted: boolean): string | null {
  if (autoSubmitted) return null;
  const text = raw.subarray(0, 64 * 1024).toString('latin1');
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  return SUBJECT.exec(head.replace(/\r?\n[ \t]+/g, ' ').replaceAll('\r\n', '\n'))?.[1]?.toLowerCase() ?? null;
}
