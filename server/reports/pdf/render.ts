import type * as PdfMake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';

/**
 * Renders a document. pdfmake is one object for the whole process and reads its fonts from disk; it is loaded on
 * first use, so that Strapi starts without it. A document may neither fetch a URL nor read a file of its choice.
 */
export async function renderPdf(document: TDocumentDefinitions): Promise<Buffer> {
  const [{ default: pdfmake }, { default: roboto }] = (await Promise.all([
    import('pdfmake'),
    // @ts-expect-error the font table of pdfmake has no types
    import('pdfmake/fonts/Roboto.js'),
  ])) as unknown as [{ default: typeof PdfMake }, { default: Record<string, Record<string, string>> }];
  const fontFiles = new Set(Object.values(roboto).flatMap((faces) => Object.values(faces)));
  pdfmake.addFonts(roboto);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));
  return pdfmake.createPdf(document).getBuffer();
}
