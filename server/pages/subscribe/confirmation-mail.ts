import type { Institution, Language } from '../../../contracts';
import { html } from '../page/html';
import { shadesOf } from '../page/palette';
import { textsIn } from '../page/texts';

export interface ConfirmationMail {
  subject: string;
  html: string;
  text: string;
}

/**
 * The double opt-in e-mail. Nothing in it was written by whoever filled in the form, the name included: otherwise
 * the form would send strangers any text one likes, under the institution's name.
 */
export function confirmationMail(request: {
  institution: Institution;
  language: Language;
  lists: readonly { name: string }[];
  url: string;
  hours: number;
}): ConfirmationMail {
  const { institution, language, lists, url, hours } = request;
  const texts = textsIn(language);
  const name = institution.name || texts('institution.unnamed');
  const subject = texts('mail.subject', { institution: name });
  const lead = texts('mail.lead', { institution: name });
  const expiry = texts('mail.expiry', { hours });
  const names = lists.map((list) => list.name.replace(/\s+/g, ' '));
  const { brand, onBrand, accent } = shadesOf(institution.color, ['#ffffff']);
  const font = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
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
                style="max-width:560px;background:#ffffff;border-top:6px solid ${brand};border-radius:8px"
              >
                <tr>
                  <td
                    style="padding:32px 24px;${font};font-size:16px;line-height:25px;color:#1a1f27;text-align:left"
                  >
                    <p style="margin:0 0 20px;font-weight:bold">${name}</p>
                    <h1 style="margin:0 0 16px;font-size:24px;line-height:30px">${texts('confirm.title')}</h1>
                    <p style="margin:0 0 12px">${lead}</p>
                    <ul style="margin:0 0 24px;padding-left:22px;font-weight:bold">
                      ${names.map((item) => html`<li>${item}</li>`)}
                    </ul>
                    <table role="presentation" cellpadding="0" cellspacing="0" border="0">
                      <tr>
                        <td style="border-radius:8px;background:${brand};border:2px solid ${accent}">
                          <a
                            href="${url}"
                            style="display:inline-block;padding:13px 26px;${font};font-size:16px;font-weight:bold;color:${onBrand};text-decoration:none"
                            >${texts('mail.button')}</a
                          >
                        </td>
                      </tr>
                    </table>
                    <p style="margin:24px 0 4px;font-size:14px;line-height:21px;color:#535c68">
                      ${texts('mail.copy')}
                    </p>
                    <p style="margin:0 0 24px;font-size:14px;line-height:21px;word-break:break-all">
                      <a href="${url}" style="color:${accent}">${url}</a>
                    </p>
                    <p style="margin:0 0 8px;font-size:14px;line-height:21px;color:#535c68">${expiry}</p>
                    <p style="margin:0;font-size:14px;line-height:21px;color:#535c68">
                      ${texts('mail.notYou')}
                    </p>
                  </td>
                </tr>
              </table>
              <p
                style="margin:16px 24px 0;${font};font-size:12px;line-height:18px;color:#535c68;white-space:pre-line"
              >
                ${institution.postalAddress}
              </p>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
  const text = [
    lead,
    names.map((item) => `- ${item}`).join('\n'),
    `${texts('mail.button')}:\n${url}`,
    expiry,
    texts('mail.notYou'),
    [name, institution.postalAddress].filter(Boolean).join('\n'),
  ].join('\n\n');
  return { subject, html: body.text, text: `${text}\n` };
}
