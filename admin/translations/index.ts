import { pluginId } from '../pluginId';
import enBounces from './en/bounces.json';
import enCampaigns from './en/campaigns.json';
import enCommon from './en/common.json';
import enContacts from './en/contacts.json';
import enErrors from './en/errors.json';
import enForms from './en/forms.json';
import enHealth from './en/health.json';
import enImports from './en/imports.json';
import enLists from './en/lists.json';
import enPages from './en/pages.json';
import enReports from './en/reports.json';
import enSending from './en/sending.json';
import enSettings from './en/settings.json';
import enTemplates from './en/templates.json';
import enWebhooks from './en/webhooks.json';
import esBounces from './es/bounces.json';
import esCampaigns from './es/campaigns.json';
import esCommon from './es/common.json';
import esContacts from './es/contacts.json';
import esErrors from './es/errors.json';
import esForms from './es/forms.json';
import esHealth from './es/health.json';
import esImports from './es/imports.json';
import esLists from './es/lists.json';
import esPages from './es/pages.json';
import esReports from './es/reports.json';
import esSending from './es/sending.json';
import esSettings from './es/settings.json';
import esTemplates from './es/templates.json';
import esWebhooks from './es/webhooks.json';

type Texts = Record<string, string>;

/** The texts by language and area, keys without the plugin's prefix. */
export const AREAS: Record<'en' | 'es', Record<string, Texts>> = {
  en: {
    common: enCommon,
    contacts: enContacts,
    lists: enLists,
    forms: enForms,
    health: enHealth,
    imports: enImports,
    templates: enTemplates,
    campaigns: enCampaigns,
    pages: enPages,
    reports: enReports,
    bounces: enBounces,
    sending: enSending,
    settings: enSettings,
    webhooks: enWebhooks,
    errors: enErrors,
  },
  es: {
    common: esCommon,
    contacts: esContacts,
    lists: esLists,
    forms: esForms,
    health: esHealth,
    imports: esImports,
    templates: esTemplates,
    campaigns: esCampaigns,
    pages: esPages,
    reports: esReports,
    bounces: esBounces,
    sending: esSending,
    settings: esSettings,
    webhooks: esWebhooks,
    errors: esErrors,
  },
};

/** A locale's texts as Strapi wants them. Spanish for every Spanish; nothing for others: Strapi falls back to English. */
export const translationsOf = (locale: string): Texts => {
  const language = locale.split('-')[0];
  if (language !== 'en' && language !== 'es') return {};
  const entries = Object.values(AREAS[language]).flatMap((area) => Object.entries(area));
  return Object.fromEntries(entries.map(([key, text]) => [`${pluginId}.${key}`, text]));
};
