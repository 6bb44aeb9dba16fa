import type { CampaignOptions, Language } from '../../contracts';
import { tokensOf, type OpenTag, type Token } from './markup';
import { RECIPIENTS_ONLY } from './strangers';
import { splitLiquid } from './placeholders';

export interface SystemPartsRequest {
  /** A Liquid template. */
  preheader: string;
  options: Pick<CampaignOptions, 'viewInBrowser' | 'unsubscribeLink'>;
  language: Language;
}

const WORDS: Record<Language, { view: string; reason: string; unsubscribe: string; preferences: string }> = {
  es: {
    view: '¿No ve bien este correo? Ábralo en su navegador',
    reason: 'Recibe este correo porque está en la lista «{{ list.name }}».',
    unsubscribe: 'Darse de baja',
    preferences: 'Mis preferencias',
  },
  en: {
    view: 'Trouble reading this e-mail? Open it in your browser',
    reason: 'You receive this e-mail because you are on the list “{{ list.name }}”.',
    unsubscribe: 'Unsubscribe',
    preferences: 'My preferences',
  },
};

/**
 * Puts into compiled HTML what an e-mail to many must carry (CAN-SPAM 16 CFR 316, Ley 1581): the way to
 * unsubscribe, who writes and from where; also the preheader and the link to the browser. What the template has
 * already is not added again.
 */
export function addSystemParts(html: string, { preheader, options, language }: SystemPartsRequest): string {
  const words = WORDS[language];
  const source = withDarkInk(withLanguage(withPreheader(html, preheader), language));
  const tokens = tokensOf(source);
  const body = tokens.find((token): token is OpenTag => token.type === 'open' && token.name === 'body');
  const end = tokens.findLast((token) => token.type === 'close' && token.name === 'body');
  if (!body || !end) return source;
  const ink = inkOn(body);
  const view = options.viewInBrowser && !linksTo(tokens, 'links.viewInBrowser');
  const top = view
    ? block(ink, '12px 24px', onlyRecipients(link(ink, 'links.viewInBrowser', words.view)))
    : '';
  const foot = footer(source, tokens, { options, words, ink });
  const start = afterPreheader(source, body.end);
  return source.slice(0, start) + top + source.slice(start, end.start) + foot + source.slice(end.start);
}

function footer(
  source: string,
  tokens: readonly Token[],
  {
    options,
    words,
    ink,
  }: { options: SystemPartsRequest['options']; words: (typeof WORDS)[Language]; ink: string },
): string {
  const liquid = splitLiquid(source)
    .filter((_, index) => index % 2 === 1)
    .join('\n');
  let reason = '';
  if (options.unsubscribeLink && !linksTo(tokens, 'links.unsubscribe')) {
    const preferences = linksTo(tokens, 'links.preferences')
      ? ''
      : ` · ${link(ink, 'links.preferences', words.preferences)}`;
    reason = `${words.reason} ${link(ink, 'links.unsubscribe', words.unsubscribe)}${preferences}`;
  }
  const sender = [
    liquid.includes('institution.name') ? '' : '<strong>{{ institution.name }}</strong>',
    liquid.includes('institution.postalAddress') ? '' : '{{ institution.postalAddress }}',
  ]
    .filter(Boolean)
    .join('<br>');
  if (!reason && !sender) return '';
  const gap = reason && sender ? '<br><br>' : '';
  return block(ink, '20px 24px 32px', (reason && onlyRecipients(reason + gap)) + sender);
}

const onlyRecipients = (content: string) => `<span class="${RECIPIENTS_ONLY}">${content}</span>`;

const linksTo = (tokens: readonly Token[], path: string): boolean =>
  tokens.some(
    (token) =>
      token.type === 'open' &&
      token.attributes.some(
        ({ name, value }) => name === 'href' && value.replace(/[\s-]/g, '').startsWith(`{{${path}`),
      ),
  );

const link = (ink: string, path: string, words: string) =>
  `<a href="{{ ${path} }}" style="color:${ink};text-decoration:underline">${words}</a>`;

const block = (ink: string, padding: string, content: string) =>
  `<table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0"><tr>` +
  `<td class="mc-added" align="center" style="padding:${padding};font-family:Helvetica,Arial,sans-serif;font-size:12px;line-height:18px;color:${ink}">` +
  `<div style="max-width:552px;margin:0 auto">${content}</div></td></tr></table>\n`;

/** A grey that WCAG 2.2 §1.4.3 calls readable (4.5:1) on the background of the e-mail. */
function inkOn(body: OpenTag): string {
  const style = body.attributes.find(({ name }) => name === 'style')?.value ?? '';
  const short = /background-color:\s*#([0-9a-f])([0-9a-f])([0-9a-f])(?![0-9a-f])/i.exec(style)?.slice(1);
  const long = /background-color:\s*#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(style)?.slice(1);
  const parts = long ?? short?.map((digit) => digit + digit) ?? ['ff', 'ff', 'ff'];
  const [red = 0, green = 0, blue = 0] = parts.map((part) => parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#4b5563' : '#d1d5db';
}

/** Where the template darkens itself at night, the added parts must follow, or they vanish. */
const withDarkInk = (html: string): string =>
  html.includes('prefers-color-scheme')
    ? html.replace(
        '</head>',
        () =>
          `<style>@media (prefers-color-scheme:dark){.mc-added,.mc-added a{color:#d1d5db !important}}</style>\n</head>`,
      )
    : html;

/** Assistive software chooses its voice by it; MJML writes `und` where the author named none. */
const withLanguage = (html: string, language: Language) =>
  html.replaceAll('lang="und"', `lang="${language}"`);

const HIDDEN =
  'display:none;font-size:1px;line-height:1px;color:#ffffff;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all';
/** What `mj-preview` becomes. */
const PREVIEW = /^\s*<div style="display:none;font-size:1px;[^"]*">[^]*?<\/div>\s*/;
/** Mail programs fill a short preview with what follows; this keeps it blank. */
const FILLER = '&#847;&zwnj;&nbsp;'.repeat(60);

const escapeText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The campaign's preheader takes the place of the template's `mj-preview`. */
function withPreheader(html: string, preheader: string): string {
  const body = tokensOf(html).find((token) => token.type === 'open' && token.name === 'body');
  if (!preheader.trim() || body?.type !== 'open') return html;
  const text = splitLiquid(preheader.trim())
    .map((part, index) => (index % 2 ? part : escapeText(part)))
    .join('');
  const rest = html.slice(body.end).replace(PREVIEW, '');
  return `${html.slice(0, body.end)}\n<div style="${HIDDEN}">${text}${FILLER}</div>\n${rest}`;
}

/** The preheader must stay the first text of the body: it is what the inbox shows. */
const afterPreheader = (html: string, bodyEnd: number): number =>
  bodyEnd + (PREVIEW.exec(html.slice(bodyEnd))?.[0].length ?? 0);
