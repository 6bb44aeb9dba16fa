import type { HARD_REASONS, SOFT_REASONS } from '../../../contracts';

export type BounceReason = (typeof SOFT_REASONS)[number] | (typeof HARD_REASONS)[number];

/** What an SMTP refusal says about the address. */
export interface Classification {
  /** hard: this address will never work. soft: everything else. */
  class: 'hard' | 'soft';
  reason: BounceReason;
  /** The refusal blames the sender (policy, authentication, reputation): every recipient would meet it. */
  senderFault: boolean;
}

/**
 * Enhanced status codes (RFC 3463, by subject.detail) that mean a dead address. Measured on labelled bounces:
 * this short list agrees with people far more often than "5xx is hard".
 */
const HARD: Record<string, BounceReason> = {
  '1.1': 'unknown_address',
  '1.2': 'unknown_domain',
  '1.3': 'unknown_address',
  '1.6': 'disabled',
  '1.10': 'unknown_domain',
  '4.4': 'unknown_domain',
};

/** Codes too vague to decide by; the words decide. */
const VAGUE = new Set(['0.0', '1.0', '2.1', '4.1', '5.0']);

/** Words that tell a dead address, in the order in which they are tried. */
const HARD_WORDS: [RegExp, BounceReason][] = [
  [
    /\b(user|mailbox|recipient|address|account)\b.{0,40}\b(unknown|not found|does ?n[o']t exist|no longer)/i,
    'unknown_address',
  ],
  [
    /\b(no such|unknown|invalid|nonexistent) (user|mailbox|recipient|address|account|person)/i,
    'unknown_address',
  ],
  [
    /\b(usuario|buz[oó]n|cuenta|destinatario)\b.{0,30}\b(no existe|desconocid[oa]|inexistente)/i,
    'unknown_address',
  ],
  [/\b(domain|host)\b.{0,30}\b(not found|does not exist|unknown)|no such domain/i, 'unknown_domain'],
  [/\b(account|mailbox|user)\b.{0,30}\b(disabled|inactive|deactivated|suspended|closed)/i, 'disabled'],
  [/\b(cuenta|buz[oó]n)\b.{0,30}\b(desactivad[oa]|inactiv[oa]|deshabilitad[oa])/i, 'disabled'],
];

/** 550 5.7.x of the big providers for a sender without SPF, DKIM or DMARC (RFC 7372, RFC 8617, provider pages). */
const SENDER_FAULT = new Set([
  '7.0',
  '7.1',
  '7.8',
  '7.9',
  '7.15',
  '7.26',
  '7.27',
  '7.30',
  '7.32',
  '7.40',
  '7.509',
  '7.515',
]);

const softReason = (subject: string, detail: string, code: number): BounceReason => {
  if (subject === '2' && detail === '2') return 'mailbox_full';
  if (subject === '7') return 'policy';
  if (subject === '6' || (subject === '2' && detail === '3') || (subject === '3' && detail === '4'))
    return 'content';
  if (subject === '3' || subject === '4' || code === 421 || code === 451) return 'server';
  if (code === 452 || code === 552) return 'mailbox_full';
  return 'other';
};

/**
 * Classifies the answer to RCPT or DATA.
 * @param code the SMTP reply code, 400–599.
 * @param reply the reply's text, with its enhanced status code (RFC 2034) where the server gave one.
 */
export function classifyReply(code: number, reply: string): Classification {
  const status = /\b[45]\.(\d{1,3})\.(\d{1,3})\b/.exec(reply);
  const [, subject = '', detail = ''] = status ?? [];
  const key = status ? `${subject}.${detail}` : '0.0';
  if (code >= 500) {
    const byCode = HARD[key];
    const byWords = VAGUE.has(key) ? HARD_WORDS.find(([words]) => words.test(reply))?.[1] : undefined;
    const reason = byCode ?? byWords;
    if (reason) return { class: 'hard', reason, senderFault: false };
  }
  return {
    class: 'soft',
    reason: softReason(subject, detail, code),
    senderFault: code >= 500 && SENDER_FAULT.has(key),
  };
}
