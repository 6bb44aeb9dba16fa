import type { HealthCheck } from '../../../../contracts';
import type { PluginConfig } from '../../../config';
import { isFreemail } from '../../sender/freemail';
import { finding, toCheck } from '../finding';

/** What stands in our own configuration, not in the DNS. */

export const checkFrom = (domain: string): HealthCheck =>
  toCheck('from', [
    isFreemail(domain) ? finding('from-freemail', { domain }) : finding('from-own-domain', { domain }),
  ]);

/** RFC 8058 §3.1: the link to leave by one click has to be of HTTPS. */
export const checkUnsubscribe = (publicUrl: string): HealthCheck =>
  toCheck('unsubscribe', [
    publicUrl.startsWith('https://')
      ? finding('unsubscribe-https', { url: publicUrl })
      : finding('unsubscribe-http', { url: publicUrl }),
  ]);

/** Our own part of the way; how the mail server goes on from there is its operator's. */
export function checkTls(transports: readonly NonNullable<PluginConfig['smtp']>[]): HealthCheck {
  if (transports.length === 0) return toCheck('tls', [finding('relay-none')]);
  return toCheck(
    'tls',
    transports.map(({ host, secure, requireTls }) =>
      finding(secure || requireTls ? 'tls-required' : 'tls-offered', { host }),
    ),
  );
}
