import type { Contact, SubscriptionStatus, SuppressionReason, TrackingChoice } from '../../../contracts';
import type { Tone } from '../../components/StatusBadge';

export const SUBSCRIPTION_TONES: Record<SubscriptionStatus, Tone> = {
  confirmed: 'success',
  pending: 'warning',
  unsubscribed: 'neutral',
};

export const TRACKING_TONES: Record<TrackingChoice | 'unasked', Tone> = {
  allowed: 'success',
  refused: 'warning',
  unasked: 'neutral',
};

export const subscriptionKey = (status: SubscriptionStatus) => `contacts.subscription.${status}`;
export const trackingKey = (said: TrackingChoice | 'unasked') => `contacts.tracking.${said}`;
export const suppressionKey = (reason: SuppressionReason) => `contacts.suppression.${reason}`;

/** Both names where they are known, else nothing. */
export const fullName = ({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string =>
  [firstName, lastName].filter(Boolean).join(' ');
