import type { FeedbackClass, FeedbackMeaning } from '../../../contracts';

/** By class and reason; the reason as the classifier has it, or as the report does. */
const BY_REASON: Partial<Record<FeedbackClass, Record<string, FeedbackMeaning>>> = {
  hard: {
    user_unknown: 'unknown-address',
    unknown_address: 'unknown-address',
    domain_unknown: 'unknown-domain',
    null_mx: 'unknown-domain',
    unknown_domain: 'unknown-domain',
    moved: 'disabled-mailbox',
    disabled: 'disabled-mailbox',
  },
  soft: {
    mailbox_full: 'full-mailbox',
    system_full: 'server-trouble',
    system: 'server-trouble',
    network: 'server-trouble',
    expired: 'server-trouble',
    server: 'server-trouble',
    greylisted: 'greylisted',
    suspended: 'disabled-mailbox',
  },
  block: {
    authentication: 'sender-unauthenticated',
    reverse_dns: 'sender-unauthenticated',
    rate_limited: 'too-many',
    spam: 'spam',
  },
  content: { too_big: 'too-big', spam: 'spam' },
};

const BY_CLASS: Record<FeedbackClass, FeedbackMeaning> = {
  hard: 'dead-address',
  soft: 'not-this-time',
  block: 'sender-refused',
  content: 'message-refused',
  complaint: 'complaint',
  'auth-failure': 'authentication-report',
  autoreply: 'answered-by-itself',
  delay: 'delayed',
  success: 'delivered',
  unsubscribe: 'asked-to-leave',
  open: 'opened',
  click: 'clicked',
  unknown: 'not-understood',
};

/** By status where the reason is of the report only, which is coarse. */
const BY_STATUS: [RegExp, FeedbackMeaning][] = [
  [/^[45]\.7\.(2[0-6]|30|32|40|509|515)$/, 'sender-unauthenticated'],
  [/^[45]\.(2\.3|3\.4)$/, 'too-big'],
];

/** What feedback means in plain words. */
export function meaningOf(item: {
  class: FeedbackClass;
  reason: string | null;
  status: string | null;
  action: string | null;
}): FeedbackMeaning {
  const { class: own, reason, status, action } = item;
  const known = BY_REASON[own]?.[reason ?? ''];
  if (known) return known;
  if (own === 'auth-failure') return action === 'failed' ? 'sender-unauthenticated' : 'authentication-report';
  const byStatus =
    own === 'block' || own === 'content' ? BY_STATUS.find(([pattern]) => pattern.test(status ?? '')) : null;
  return byStatus?.[1] ?? BY_CLASS[own];
}
