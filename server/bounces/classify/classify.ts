import type { ClassifiedMessage } from './message';
import { readReport } from './report/read';
import { tellDeliveryStatus } from './tell/delivery-status';
import { tellFeedback } from './tell/feedback';
import { tellNotification } from './tell/notification';
import { tellWords } from './tell/words';

/**
 * Tells what came back: a bounce, a complaint, an answer by a machine, or nothing of the kind; standards first, words
 * last. Reads nothing but the message and does bounded work for any input.
 * @param raw a whole message, or its body alone.
 */
export function classifyMessage(raw: Buffer): ClassifiedMessage {
  const report = readReport(raw);
  return tellFeedback(report) ?? tellNotification(report) ?? tellDeliveryStatus(report) ?? tellWords(report);
}
