import { encodeWord } from 'nodemailer/lib/mime-funcs';

/** RFC 5322 §2.1.1: lines should have at most 78 characters. */
const LINE = 78;
/** RFC 2047 §2: an encoded word has at most 75; this leaves room for the name of the header. */
const ENCODED_WORD = 60;

/** ASCII words, one space between two, each short enough for folding to find its places. */
const PLAIN = /^[!-~]{1,60}(?: [!-~]{1,60})*$/;
/** What looks like an encoded word would be decoded (RFC 2047 §7). */
const isPlain = (text: string): boolean => PLAIN.test(text) && !text.includes('=?');

/** RFC 2047 encoded words, in the form that stays readable where most characters are Latin letters. */
function encodedWords(text: string): string {
  const latin = text.match(/[ -~]/g)?.length ?? 0;
  return encodeWord(text, latin * 2 > text.length ? 'Q' : 'B', ENCODED_WORD);
}

/** A display name (RFC 5322 §3.2.5): words, a quoted string, or encoded words. @param name not empty, see `onOneLine`. */
export function phrase(name: string): string {
  if (!isPlain(name)) return encodedWords(name);
  return /^[\w ]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** A mailbox (RFC 5322 §3.4). @param name may be empty, see `onOneLine`. @param address as `parseAddress` gives it. */
export const mailbox = (name: string, address: string): string =>
  name ? `${phrase(name)} <${inOctets(address)}>` : inOctets(address);

/** A local part that is not ASCII stands in the header as UTF-8 (RFC 6532), here one character per octet. */
const inOctets = (address: string): string =>
  /^[!-~]*$/.test(address) ? address : Buffer.from(address).toString('latin1');

/** One header with its line end, folded between words (RFC 5322 §2.2.3). A longer word stays whole. */
export function field(name: string, value: string): string {
  const whole = `${name}: ${value}`;
  if (whole.length <= LINE) return `${whole}\r\n`;
  const [first = '', ...words] = value.split(' ');
  let done = '';
  let line = `${name}: ${first}`;
  for (const word of words) {
    if (line.length + 1 + word.length > LINE) {
      done += `${line}\r\n`;
      line = '';
    }
    line += ` ${word}`;
  }
  return `${done}${line}\r\n`;
}

/** RFC 5322 §3.3. */
export const dateField = (date: Date): string => field('Date', date.toUTCString().replace('GMT', '+0000'));

/** @param text see `onOneLine`. */
export const subjectField = (text: string): string =>
  field('Subject', !text || isPlain(text) ? text : encodedWords(text));
