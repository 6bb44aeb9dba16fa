import type { Core } from '@strapi/strapi';

import type { SettingProblem } from '../../../contracts';
import type { CampaignRow } from '../campaign/store';
import { senderOf } from '../sender/store';
import { healthOf } from './service';

/** What receivers refuse e-mails for. */
const GRAVE = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' } as const;

/** What is known to be wrong with the sender's domain, without asking the DNS now. It warns; it never refuses. */
export async function healthWarnings(strapi: Core.Strapi, row: CampaignRow): Promise<SettingProblem[]> {
  const sender = row.fromAddress ? await senderOf(strapi, { fromAddress: row.fromAddress }) : null;
  const health = sender && healthOf(strapi).latest(sender);
  if (!health) return [];
  const { domain, senderId, checks } = health;
  const isWrong = (key: string) => checks.some((check) => check.key === key && check.state === 'problem');
  const records = Object.entries(GRAVE)
    .filter(([key]) => isWrong(key))
    .map(([, name]) => name)
    .join(', ');
  if (!records) return [];
  return [
    {
      code: 'domain-health',
      severity: 'warning',
      field: 'settings',
      line: null,
      message: `In the DNS of ${domain} something is missing or wrong: ${records}. Receivers may refuse these e-mails. See domain health.`,
      values: { domain, senderId, records },
    },
  ];
}
