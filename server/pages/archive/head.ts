import type { Language } from '../../../contracts';
import { html, webUrl, type Html } from '../page/html';
import type { Frame } from '../page/frame';

const LOCALES: Record<Language, string> = { es: 'es_CO', en: 'en_GB' };

interface About {
  title: string;
  description: string;
  /** The one address of the page, whatever led here. */
  url: string;
  language: Language;
  picture: string | null;
  /** Of one campaign; a list has none. */
  publishedAt?: Date;
}

/** What search engines and those who share a page read of it (Open Graph), and where the feeds are. */
export function aboutHead(frame: Frame, archive: string, about: About): Html {
  const { institution, say, look } = frame;
  const picture = webUrl(about.picture) ?? (look.logo ? new URL(look.logo, archive) : null);
  const name = institution.name || say('institution.unnamed');
  return html`<link rel="canonical" href="${about.url}" />
    <meta name="description" content="${about.description}" />
    <meta property="og:type" content="${about.publishedAt ? 'article' : 'website'}" />
    <meta property="og:title" content="${about.title}" />
    <meta property="og:description" content="${about.description}" />
    <meta property="og:url" content="${about.url}" />
    <meta property="og:site_name" content="${name}" />
    <meta property="og:locale" content="${LOCALES[about.language]}" />
    ${picture && html`<meta property="og:image" content="${picture.href}" />`}
    ${
      about.publishedAt &&
      html`<meta property="article:published_time" content="${about.publishedAt.toISOString()}" />`
    }
    <meta name="twitter:card" content="${about.picture ? 'summary_large_image' : 'summary'}" />
    <link
      rel="alternate"
      type="application/rss+xml"
      title="${say('archive.title')}"
      href="${archive}/feed.xml"
    />
    <link
      rel="alternate"
      type="application/feed+json"
      title="${say('archive.title')}"
      href="${archive}/feed.json"
    />`;
}
