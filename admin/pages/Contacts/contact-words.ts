import type { Contact, SubscriptionStatus, SuppressionReason } from '../../../contracts';
import type { Tone } from '../../components/StatusBadge';

export const SUBSCRIPTION_TONES: Record<SubscriptionStatus, Tone> = {
  confirmed: 'success',
  pending: 'warning',
  unsubscribed: 'neutral',
};

export const subscriptionKey = (status: SubscriptionStatus) => `contacts.subscription.${status}`;
export const suppressionKey = (reason: SuppressionReason) => `contacts.suppression.${reason}`;

/** Both names where they are known, else nothing. */
export const fullName = ({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string =>
  [firstName, lastName].filter(Boolean).join(' ');
