/** What is known of one attempt to hand an e-mail to the relay. */
export type SendOutcome =
  /** The relay answered 250 after the message: it is theirs now. */
  | { kind: 'accepted'; reply: string }
  /** The relay refused with 4xx or 5xx: certainly not sent. */
  | { kind: 'refused'; code: number; reply: string }
  /** No session with the relay, or it broke before the message went out: certainly not sent. */
  | { kind: 'unavailable'; reply: string }
  /** The session broke after the message began to flow and before the answer came: nobody knows. */
  | { kind: 'unknown'; reply: string };

/** As nodemailer's SMTPConnection reports a failure. */
interface SmtpFailure {
  message: string;
  code?: string;
  responseCode?: number | false;
  response?: string | false;
}

const MAX_REPLY = 500;
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_REPLY);

/**
 * Reads a failure of SMTPConnection.
 * @param session true while connecting or signing in: no recipient has been named yet.
 * @param flowing true once the relay asked for the message (354) and bytes were handed over.
 */
export function outcomeOfFailure(
  failure: SmtpFailure,
  stage: { session: boolean; flowing: boolean },
): SendOutcome {
  const reply = oneLine(failure.response || failure.message);
  const code = typeof failure.responseCode === 'number' ? failure.responseCode : 0;
  // 421 closes the channel (RFC 5321 §3.8); 530, 535 and 454 speak of the session: the recipient did nothing wrong.
  if (stage.session || failure.code === 'EAUTH' || failure.code === 'ETLS')
    return { kind: 'unavailable', reply };
  if (code >= 400 && code < 600) return { kind: 'refused', code, reply };
  return stage.flowing ? { kind: 'unknown', reply } : { kind: 'unavailable', reply };
}

export const accepted = (reply: string): SendOutcome => ({ kind: 'accepted', reply: oneLine(reply) });
