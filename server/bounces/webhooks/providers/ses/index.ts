import type { Provider } from '../../provider';
import { readJson } from '../../shape';
import { readEvent, type SesEvent } from './read';
import { confirmSubscription, openSnsMessage } from './sns';

/** Amazon SES through SNS: notifications of an identity or events of a configuration set, one a request. */
export const ses: Provider<{ topicArns: readonly string[] }> = {
  greet() {
    // The headers of SNS repeat what the body says and are not signed.
  },
  async open({ body }, { topicArns }, moment) {
    const message = await openSnsMessage(readJson(body), topicArns, moment);
    return {
      events: message.type === 'Notification' ? eventsIn(message.id, message.text) : [],
      nonce: message.id,
      ...(message.type === 'SubscriptionConfirmation' && { confirm: () => confirmSubscription(message) }),
    };
  },
  read: readEvent,
};

/** SES says hello in plain words when it is first connected to the topic. */
function eventsIn(id: string, text: string): SesEvent[] {
  return text.trimStart().startsWith('{') ? [{ id, event: readJson(text) }] : [];
}
