import {
  FEEDBACK_CLASSES,
  FEEDBACK_SOURCES,
  FEEDBACK_STATES,
  type FeedbackClass,
  type FeedbackQuery,
  type FeedbackState,
  type PageQuery,
} from '../../../contracts';
import type { Tone } from '../../components/StatusBadge';

export const STATE_TONES: Record<FeedbackState, Tone> = {
  matched: 'success',
  unmatched: 'warning',
  poison: 'danger',
  dismissed: 'neutral',
};

export const CLASS_TONES: Record<FeedbackClass, Tone> = {
  hard: 'danger',
  complaint: 'danger',
  soft: 'warning',
  block: 'warning',
  content: 'warning',
  'auth-failure': 'warning',
  unknown: 'neutral',
  delay: 'neutral',
  autoreply: 'neutral',
  success: 'success',
  unsubscribe: 'secondary',
  open: 'success',
  click: 'success',
};

const oneOf = <T extends string>(values: readonly T[], text: string | undefined): T | undefined =>
  values.find((value) => value === text);

/** The filters in the address bar as the API wants them; what it would refuse is left out. */
export function feedbackQuery(raw: Record<string, string | undefined>, page: PageQuery): FeedbackQuery {
  const query: FeedbackQuery = { ...page };
  const state = oneOf(FEEDBACK_STATES, raw['state']);
  const own = oneOf(FEEDBACK_CLASSES, raw['class']);
  const source = oneOf(FEEDBACK_SOURCES, raw['source']);
  const campaignId = Number(raw['campaignId']);
  if (state) query.state = state;
  if (own) query.class = own;
  if (source) query.source = source;
  if (Number.isInteger(campaignId) && campaignId > 0) query.campaignId = campaignId;
  return query;
}
