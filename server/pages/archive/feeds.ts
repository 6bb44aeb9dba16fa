import { escapeHtml, html } from '../page/html';
import type { Frame } from '../page/frame';
import type { Entry } from './entries';

export interface FeedState {
  entries: readonly Entry[];
  /** Address of the list. */
  archive: string;
  changedAt: Date | null;
}

const titleOf = ({ institution, say }: Frame): string =>
  [say('archive.title'), institution.name].filter(Boolean).join(' · ');

/** XML 1.0 §2.2 knows no other characters. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** RSS 2.0 by the profile of the RSS Advisory Board. Readers take a description for HTML, hence escaped twice. */
export function rss(frame: Frame, { entries, archive, changedAt }: FeedState): string {
  const items = entries.map(
    ({ title, summary, sentAt, url, permalink }) =>
      html`<item>
        <title>${title}</title>
        <link>${url}</link>
        <guid isPermaLink="true">${permalink}</guid>
        <pubDate>${sentAt.toUTCString()}</pubDate>
        ${summary && html`<description>${escapeHtml(summary)}</description>`}
      </item>`,
  );
  const channel = html`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
    <channel>
      <title>${titleOf(frame)}</title>
      <link>${archive}</link>
      <description>${escapeHtml(frame.say('archive.lead'))}</description>
      <language>${frame.language}</language>
      ${changedAt && html`<lastBuildDate>${changedAt.toUTCString()}</lastBuildDate>`}
      <ttl>60</ttl>
      <atom:link href="${archive}/feed.xml" rel="self" type="application/rss+xml" />
      ${items}
    </channel>
  </rss>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${channel.text.replace(NO_XML, '')}\n`;
}

/** JSON Feed 1.1 (jsonfeed.org). */
export function jsonFeed(frame: Frame, { entries, archive }: FeedState): string {
  const { institution, language, say } = frame;
  const author = { name: institution.name, ...(institution.websiteUrl && { url: institution.websiteUrl }) };
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(frame),
    home_page_url: archive,
    feed_url: `${archive}/feed.json`,
    description: say('archive.lead'),
    language,
    ...(institution.name && { authors: [author] }),
    items: entries.map(({ title, summary, sentAt, url, permalink }) => ({
      id: permalink,
      url,
      title,
      content_text: summary || title,
      date_published: sentAt.toISOString(),
      language: institution.language,
    })),
  });
}
