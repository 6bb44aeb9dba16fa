import type { WebhookProvider } from '../../../contracts';
import type { Feedback, FeedbackClass } from '../feedback/feedback';
import { tagsIn } from '../feedback/keys';
import { fingerprint } from './compare';
import { judge } from './judge';
import type { Reading } from './provider';
import { readEvent } from './registry';

const ACTIONS: Partial<Record<FeedbackClass, string>> = {
  hard: 'failed',
  soft: 'failed',
  block: 'failed',
  content: 'failed',
  unknown: 'failed',
  delay: 'delayed',
  success: 'delivered',
};

const given = (values: (string | null)[] = []): string[] => values.filter((value) => value !== null);

/** An enhanced status code, from its own field or from the words. */
const statusOf = ({ status, reply }: Reading): string | null =>
  /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(`${status ?? ''} ${reply ?? ''}`)?.[0] ?? null;

/**
 * The feedback in an event, one for each recipient that it speaks of; none where it does not concern us. An event
 * without an id is named by its content, so that the same one again is known.
 * @param event as `open` of the provider gave it.
 * @throws Error where it cannot be read.
 */
export function feedbackIn(source: WebhookProvider, event: unknown): Feedback[] {
  const evidence = JSON.stringify(event);
  return readEvent(source, event).map((reading, index) => {
    const status = statusOf(reading);
    const { rule, ...judgement } = judge({ ...reading, status });
    return {
      source,
      eventId: reading.id ?? `${fingerprint(evidence)}/${index}`,
      occurredAt: reading.at ?? null,
      ...judgement,
      status,
      reply: reading.reply ?? null,
      action: ACTIONS[reading.class] ?? (reading.refused ? 'failed' : null),
      rule: [`${source}:${reading.kind}`, rule].filter(Boolean).join(' '),
      keys: {
        tags: given(reading.tags).flatMap(tagsIn),
        messageIds: given(reading.messageIds),
        address: reading.address ?? null,
      },
      evidence,
    };
  });
}
