import { BULK_RULES, type BulkVerdict, type HealthCheck, type HealthCheckKey } from '../../../contracts';

const EVERYBODY: HealthCheckKey[] = ['from', 'spf', 'dkim', 'dmarc', 'alignment', 'unsubscribe'];

/**
 * What is asked of whoever sends 5,000 e-mails a day or more, as far as it shows in DNS and configuration. Sources:
 * Google, "Email sender guidelines"; Yahoo, "Sender best practices"; Microsoft, "Outlook's new requirements for
 * high-volume senders" (May 2025), which does not speak of PTR records.
 */
const ASKED: Record<BulkVerdict['provider'], HealthCheckKey[]> = {
  gmail: [...EVERYBODY, 'ptr'],
  yahoo: [...EVERYBODY, 'ptr'],
  outlook: EVERYBODY,
};

export const bulkVerdicts = (checks: readonly HealthCheck[]): BulkVerdict[] =>
  BULK_RULES.map((provider) => {
    const inState = (state: HealthCheck['state']) =>
      ASKED[provider].filter((key) => checks.find((check) => check.key === key)?.state === state);
    const [missing, unknown] = [inState('problem'), inState('unknown')];
    return {
      provider,
      missing,
      unknown,
      ready: missing.length > 0 ? false : unknown.length > 0 ? null : true,
    };
  });
