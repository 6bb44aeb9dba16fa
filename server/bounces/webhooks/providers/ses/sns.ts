import { createVerify, X509Certificate, type KeyObject } from 'node:crypto';

import { internet, UnusableAnswer } from '../../../../lib/public-https';
import { checkAge, withinAnHour } from '../../dated';
import { NotNow, Refused, type Moment } from '../../provider';
import { asObject, asText, asTime } from '../../shape';

/** Whom SNS asks us to believe and to call back: AWS alone, China included. */
const AWS = String.raw`^https:\/\/sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/`;
const CERTIFICATE = new RegExp(String.raw`${AWS}SimpleNotificationService-[A-Za-z0-9]+\.pem$`);
const CONFIRMATION = new RegExp(String.raw`${AWS}\?Action=ConfirmSubscription&[A-Za-z0-9&=:%._~-]+$`);

const CONFIRMATION_FIELDS = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
] as const;
/** What is signed of each type of message, in this order: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: CONFIRMATION_FIELDS,
  UnsubscribeConfirmation: CONFIRMATION_FIELDS,
} as const;
const HASHES: ReadonlyMap<unknown, string> = new Map([
  ['1', 'RSA-SHA1'],
  ['2', 'RSA-SHA256'],
]);

export interface SnsMessage {
  type: keyof typeof SIGNED;
  id: string;
  text: string;
  subscribeUrl: string;
}

/**
 * Checks a message of SNS. The signature alone proves nothing, for anybody can make a topic: it counts with one of
 * `topics` only, which is looked at first, so that a stranger's message makes us fetch nothing.
 * @throws Refused; NotNow where the certificate cannot be fetched
 */
export async function openSnsMessage(
  payload: unknown,
  topics: readonly string[],
  moment: Moment,
): Promise<SnsMessage> {
  const message = asObject(payload);
  const type = message.Type as SnsMessage['type'];
  const fields = Object.hasOwn(SIGNED, String(type)) ? SIGNED[type] : undefined;
  const id = asText(message.MessageId);
  if (!fields || !id || typeof message.Message !== 'string') throw new Refused('format');
  if (!topics.includes(String(message.TopicArn))) throw new Refused('topic');
  checkAge(asTime(message.Timestamp), withinAnHour(moment));
  const hash = HASHES.get(message.SignatureVersion);
  const url = String(message.SigningCertURL);
  if (!hash || typeof message.Signature !== 'string') throw new Refused('signature');
  if (!CERTIFICATE.test(url)) throw new Refused('certificate');
  const signed = fields
    .filter((name) => typeof message[name] === 'string')
    .map((name) => `${name}\n${message[name] as string}\n`)
    .join('');
  const key = await keyAt(url, moment.now);
  const verifier = createVerify(hash).update(signed);
  if (!verifier.verify(key, message.Signature, 'base64')) throw new Refused('signature');
  return { type, id, text: message.Message, subscribeUrl: String(message.SubscribeURL) };
}

/**
 * Tells SNS that this endpoint wants the topic.
 * @throws Refused where the address is not one of AWS; NotNow where it does not answer
 */
export async function confirmSubscription({ subscribeUrl }: SnsMessage): Promise<void> {
  if (!CONFIRMATION.test(subscribeUrl)) throw new Refused('format');
  try {
    await internet.getText(new URL(subscribeUrl));
  } catch (error) {
    throw new NotNow('Amazon SNS does not answer', { cause: error });
  }
}

/** AWS changes its certificate about once a year. */
const KEPT_MS = 24 * 3_600_000;
/** A wrong address is not asked again for so long. */
const WRONG_MS = 60_000;
const MOST_KEPT = 30;

interface Known {
  key: KeyObject | null;
  until: number;
}
const known = new Map<string, Known>();

async function keyAt(url: string, now: Date): Promise<KeyObject> {
  const kept = known.get(url);
  const current = kept && kept.until > now.getTime() ? kept : await fetchKey(url, now);
  if (current !== kept) {
    known.delete(url);
    known.set(url, current);
    if (known.size > MOST_KEPT) known.delete(known.keys().next().value as string);
  }
  if (!current.key) throw new Refused('certificate');
  return current.key;
}

async function fetchKey(url: string, now: Date): Promise<Known> {
  const wrong = { key: null, until: now.getTime() + WRONG_MS };
  let pem: string;
  try {
    pem = await internet.getText(new URL(url));
  } catch (error) {
    if (error instanceof UnusableAnswer) return wrong;
    throw new NotNow('The certificate of Amazon SNS cannot be fetched', { cause: error });
  }
  const certificate = readCertificate(pem);
  if (!certificate) return wrong;
  const ends = Date.parse(certificate.validTo);
  const isValid = Date.parse(certificate.validFrom) <= now.getTime() && now.getTime() < ends;
  if (!isValid || certificate.publicKey.asymmetricKeyType !== 'rsa') return wrong;
  return { key: certificate.publicKey, until: Math.min(ends, now.getTime() + KEPT_MS) };
}

function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
