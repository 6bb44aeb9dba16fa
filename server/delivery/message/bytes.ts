/**
 * Signs a message. @param head its headers with the empty line behind them, one character per octet.
 * @returns the headers to put in front, with their line ends.
 */
export type Signer = (head: string, body: Buffer) => Promise<string>;

/**
 * Puts a message together, its signatures in front.
 * @param head as for the signer. @param body pieces of ASCII. @param sign null: it goes unsigned.
 */
export async function toBytes(head: string, body: string[], sign: Signer | null): Promise<Buffer> {
  if (!sign) return Buffer.from([head, ...body].join(''), 'latin1');
  const octets = Buffer.from(body.join(''), 'latin1');
  const signatures = await sign(head, octets);
  return Buffer.concat([Buffer.from(signatures + head, 'latin1'), octets]);
}
