export { createPool, type Transport } from './pool';
export type { Envelope, SmtpOptions } from './connection';
export type { SendOutcome } from './outcome';
