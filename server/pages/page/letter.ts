import type { Institution, Language } from '../../../contracts';
import { html, type Html } from './html';
import { shadesOf } from './palette';
import { textsIn } from './texts';

/** An e-mail of the institution to one person, outside a campaign. */
export interface Letter {
  subject: string;
  html: string;
  text: string;
}

/** A paragraph, a quieter one, names one under the other, or a button with its address to copy. */
export type Block =
  | { kind: 'lead'; text: string }
  | { kind: 'small'; text: string }
  | { kind: 'names'; names: readonly string[] }
  | { kind: 'button'; text: string; url: string };

const FONT = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const SMALL = 'font-size:14px;line-height:21px;color:#535c68';

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ');

/**
 * HTML and text of a letter. Whatever a visitor wrote has no place in it: otherwise a form would send strangers any
 * text one likes, under the institution's name.
 */
export function letter(request: {
  institution: Institution;
  language: Language;
  subject: string;
  title: string;
  blocks: readonly Block[];
}): Letter {
  const { institution, language, subject, title, blocks } = request;
  const name = institution.name || textsIn(language)('institution.unnamed');
  const body = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;background:#f3f4f6">
        <table
          role="presentation"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border="0"
          style="background:#f3f4f6"
        >
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="max-width:560px;background:#ffffff;border-top:6px solid ${shades(institution).brand};border-radius:8px"
              >
                <tr>
                  <td
                    style="padding:32px 24px;${FONT};font-size:16px;line-height:25px;color:#1a1f27;text-align:left"
                  >
                    <p style="margin:0 0 20px;font-weight:bold">${name}</p>
                    <h1 style="margin:0 0 16px;font-size:24px;line-height:30px">${title}</h1>
                    ${blocks.map((block) => htmlOf(block, institution, language))}
                  </td>
                </tr>
              </table>
              <p
                style="margin:16px 24px 0;${FONT};font-size:12px;line-height:18px;color:#535c68;white-space:pre-line"
              >
                ${institution.postalAddress}
              </p>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
  const sender = [name, institution.postalAddress].filter(Boolean).join('\n');
  return { subject, html: body.text, text: `${[...blocks.map(textOf), sender].join('\n\n')}\n` };
}

const shades = ({ color }: Institution) => shadesOf(color, ['#ffffff']);

function textOf(block: Block): string {
  if (block.kind === 'names') return block.names.map((name) => `- ${onOneLine(name)}`).join('\n');
  return block.kind === 'button' ? `${block.text}:\n${block.url}` : block.text;
}

function htmlOf(block: Block, institution: Institution, language: Language): Html {
  if (block.kind === 'lead') return html`<p style="margin:0 0 12px">${block.text}</p>`;
  if (block.kind === 'small') return html`<p style="margin:0 0 8px;${SMALL}">${block.text}</p>`;
  if (block.kind === 'names') {
    return html`<ul style="margin:0 0 24px;padding-left:22px;font-weight:bold">
      ${block.names.map((name) => html`<li>${onOneLine(name)}</li>`)}
    </ul>`;
  }
  const { brand, onBrand, accent } = shades(institution);
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin-top:24px">
      <tr>
        <td style="border-radius:8px;background:${brand};border:2px solid ${accent}">
          <a
            href="${block.url}"
            style="display:inline-block;padding:13px 26px;${FONT};font-size:16px;font-weight:bold;color:${onBrand};text-decoration:none"
            >${block.text}</a
          >
        </td>
      </tr>
    </table>
    <p style="margin:24px 0 4px;${SMALL}">${textsIn(language)('mail.copy')}</p>
    <p style="margin:0 0 24px;font-size:14px;line-height:21px;word-break:break-all">
      <a href="${block.url}" style="color:${accent}">${block.url}</a>
    </p>`;
}
