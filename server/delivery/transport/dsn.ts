/** What must not stand in an ESMTP parameter as it is, as `+` and two hexadecimal digits (RFC 3461 §4). */
const xtext = (text: string): string => text.replace(/[^!-*,-<>-~]/g, (sign) => `+${hex(sign)}`);

/** The same for an address beyond ASCII (RFC 6533 §3): the code point in `\x{…}`. */
const utf8xtext = (address: string): string =>
  address.replace(/[^!-*,-<>-[\]-~]/gu, (sign) => `\\x{${hex(sign)}}`);

const hex = (sign: string): string => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0');

/**
 * Parameters of MAIL for a server that speaks DSN: its bounce message carries our headers and not the whole e-mail,
 * and names it by `envid` (RFC 3461 §4.3, §4.4).
 * @param envid printable ASCII, at most 100 characters.
 */
export const mailParameters = (envid: string | undefined): string =>
  ` RET=HDRS${envid ? ` ENVID=${xtext(envid)}` : ''}`;

/** Parameters of RCPT: bounces and delays are told, with the address as we wrote it (RFC 3461 §4.1, §4.2). */
export const rcptParameters = (address: string): string => {
  const ascii = !/[\u0080-\uffff]/.test(address);
  const original = ascii ? `rfc822;${xtext(address)}` : `utf-8;${utf8xtext(address)}`;
  return ` NOTIFY=FAILURE,DELAY ORCPT=${original}`;
};
