export { createRelays, type Allotment, type Relays } from './relays';
export { unavailable, type SendOutcome, type Stage } from './outcome';
export type { OutgoingMail } from './pool';
export { sendOne } from './send-one';
export type { SmtpOptions } from './session';
export type { Envelope } from './transaction';
