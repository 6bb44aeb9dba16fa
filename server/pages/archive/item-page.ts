import type { Language } from '../../../contracts';
import { dressed, firstPicture, htmlForStrangers, type MergeData } from '../../content';
import { dateIn } from '../page/date';
import { html, type Html } from '../page/html';
import type { Frame } from '../page/frame';
import { SURFACES } from '../page/stylesheet';
import { shadesOf } from '../page/palette';
import type { Entry } from './entries';
import { aboutHead } from './head';

export interface ItemState {
  entry: Entry;
  /** The HTML of the e-mail, a Liquid template. */
  template: string;
  data: MergeData;
  /** Address of the archive. */
  archive: string;
  /** Paths. */
  list: string;
  subscribe: string;
  /** Language that was asked for on the page, to go on in. */
  asked: Language | null;
}

const FONT = 'font:400 15px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/**
 * Who speaks and when, and where to go on. It stands in somebody else's document, whose styles (dark ones, too) must not
 * reach it: each has `!important`.
 */
function banner(frame: Frame, { entry, list, subscribe, asked }: ItemState): Html {
  const { institution, language, say } = frame;
  const { accent, brand } = shadesOf(institution.color, SURFACES.light);
  const important = (rules: string): string => rules.replace(/(;|$)/g, ' !important$1');
  const ink = important('color:#535c68');
  const link = (href: string, words: string) =>
    html`<a href="${href}" style="${important(`color:${accent};text-decoration:underline`)}">${words}</a>`;
  const lang = asked ? `?lang=${asked}` : '';
  return html`<header
    lang="${language}"
    aria-label="${say('archive.about')}"
    style="${important(
      `display:block;margin:0;padding:14px 16px;background:#ffffff;border-top:6px solid ${brand};border-bottom:1px solid #d5d9e0;text-align:center;${FONT};color:#535c68`,
    )}"
  >
    <span style="${ink}">${institution.name && html`<strong>${institution.name}</strong> · `}</span
    ><time style="${ink}" datetime="${entry.sentAt.toISOString()}">${dateIn(frame, entry.sentAt)}</time
    ><br />${link(list + lang, say('archive.all'))} · ${link(subscribe + lang, say('archive.subscribe'))}
  </header>`;
}

/** The campaign as strangers see it. */
export function itemPage(frame: Frame, state: ItemState): string {
  const { entry, template, data, archive } = state;
  const content = htmlForStrangers(template, data);
  const { institution, say } = frame;
  const head = html`<title>${[entry.title, institution.name].filter(Boolean).join(' · ')}</title> ${aboutHead(
      frame,
      archive,
      {
        title: entry.title,
        description: entry.summary || say('archive.lead'),
        url: entry.url,
        language: institution.language,
        picture: firstPicture(content),
        publishedAt: entry.sentAt,
      },
    )}`;
  return dressed(content, { head: head.text, top: banner(frame, state).text });
}
