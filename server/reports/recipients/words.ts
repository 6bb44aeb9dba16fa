import type { Language, RecipientAlarm } from '../../../contracts';

interface Words {
  fileName: string;
  title: string;
  period: string;
  domain: string;
  sent: string;
  delivered: string;
  softBounces: string;
  blocks: string;
  hardBounces: string;
  complaints: string;
  percent: string;
  /** Before the name of a column. */
  before: string;
  alarms: string;
  alarm: Record<RecipientAlarm['code'], string>;
  total: string;
}

export const words: Record<Language, Words> = {
  es: {
    fileName: 'dominios-destinatarios',
    title: 'Dominios destinatarios: últimos 30 días',
    period: 'Período',
    domain: 'Dominio',
    sent: 'Enviados',
    delivered: 'Entregado',
    softBounces: 'Rebotes suaves',
    blocks: 'De ellos, bloqueados por política o reputación',
    hardBounces: 'Rebotes duros',
    complaints: 'Quejas',
    percent: 'porcentaje',
    before: '30 días anteriores',
    alarms: 'Alarmas',
    alarm: {
      complaints: 'quejas',
      blocks: 'bloqueos',
      hard: 'rebotes duros',
      soft: 'aumento de rebotes suaves',
    },
    total: 'Total',
  },
  en: {
    fileName: 'recipient-domains',
    title: 'Recipient domains: last 30 days',
    period: 'Period',
    domain: 'Domain',
    sent: 'Sent',
    delivered: 'Delivered',
    softBounces: 'Soft bounces',
    blocks: 'Of these, blocked by policy or reputation',
    hardBounces: 'Hard bounces',
    complaints: 'Complaints',
    percent: 'per cent',
    before: '30 days before',
    alarms: 'Alarms',
    alarm: { complaints: 'complaints', blocks: 'blocks', hard: 'hard bounces', soft: 'more soft bounces' },
    total: 'Total',
  },
};
