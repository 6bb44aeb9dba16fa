import type { Core } from '@strapi/strapi';

import type { RecipientDomain, RecipientHealth } from '../../../contracts';
import { configOf } from '../../config';
import { clock } from '../../lib/clock';
import { healthOf, rowsOf, thresholdsOf } from './figures';
import { recipientDomains, startOf, type DomainPeriods } from './store';

/** For so long the figures serve whoever asks: they pass over every e-mail of two months. */
const KEPT_MS = 60_000;

interface Figures {
  cutOff: Date;
  domains: DomainPeriods[];
}

export interface RecipientHealthService {
  health(search: string): Promise<RecipientHealth>;
  /** Every domain, in the same order. */
  all(): Promise<Pick<RecipientHealth, 'from' | 'cutOff' | 'total'> & { rows: RecipientDomain[] }>;
}

export const createRecipientHealthService = ({ strapi }: { strapi: Core.Strapi }): RecipientHealthService => {
  const thresholds = thresholdsOf(configOf(strapi).bounces.complaints);
  let kept: { askedAt: number; figures: Promise<Figures> } | undefined;

  const read = async (): Promise<Figures> => {
    const cutOff = clock.now();
    return { cutOff, domains: await recipientDomains(strapi, cutOff) };
  };
  const figures = async (): Promise<Figures> => {
    const now = clock.now().getTime();
    if (!kept || now - kept.askedAt >= KEPT_MS) {
      const fresh = { askedAt: now, figures: read() };
      kept = fresh;
      fresh.figures.catch(() => {
        if (kept === fresh) kept = undefined;
      });
    }
    return kept.figures;
  };
  const periodOf = (cutOff: Date) => ({
    from: startOf(cutOff).toISOString(),
    cutOff: cutOff.toISOString(),
  });

  return {
    async health(search) {
      const { cutOff, domains } = await figures();
      return { ...periodOf(cutOff), ...healthOf(domains, thresholds, search) };
    },
    async all() {
      const { cutOff, domains } = await figures();
      const { total } = healthOf(domains, thresholds, '');
      return { ...periodOf(cutOff), total, rows: rowsOf(domains, thresholds) };
    },
  };
};
