import { LOGO_BYTES, LOGO_TYPES, type LogoType } from '../../../contracts';
import type { Logo } from '../../config';
import { invalid } from '../../lib/errors';

const DATA_URI = /^data:([a-z]+\/[a-z+]+);base64,([A-Za-z0-9+/]+={0,2})$/;

/** How files of each type begin. */
const SIGNATURES: Record<Exclude<LogoType, 'image/svg+xml'>, RegExp> = {
  'image/png': /^\x89PNG\r\n/,
  'image/jpeg': /^\xff\xd8\xff/,
  'image/gif': /^GIF8[79]a/,
  'image/webp': /^RIFF[^]{4}WEBP/,
};

/** As a picture an SVG runs nothing, and it is served with a policy that runs nothing; still nobody needs these in it. */
const UNSAFE_SVG =
  /<(?:[\w-]+:)?(?:script|foreignObject|iframe|handler)\b|\son\w+\s*=|<!(?:DOCTYPE|ENTITY)|javascript:/i;
const SVG_START = /^\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^]*?-->\s*)*<svg[\s>]/;

const isLogoType = (type: string): type is LogoType => LOGO_TYPES.some((one) => one === type);

const isOfType = (bytes: Buffer, type: LogoType): boolean =>
  type === 'image/svg+xml'
    ? SVG_START.test(bytes.toString('utf8'))
    : SIGNATURES[type].test(bytes.toString('latin1', 0, 16));

/**
 * The picture in a `data:` address.
 * @throws ValidationError `logo-type`, `logo-too-large`, `logo-unreadable`, `logo-unsafe`
 */
export function readLogo(uri: string): Logo {
  const [, type = '', data = ''] = DATA_URI.exec(uri) ?? [];
  if (!isLogoType(type)) throw invalid('logo-type', 'Choose a PNG, JPEG, GIF, WebP or SVG picture.');
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > LOGO_BYTES) {
    const most = LOGO_BYTES / 1024;
    throw invalid('logo-too-large', `Choose a smaller picture: ${most} KB at most.`, { values: { most } });
  }
  if (!isOfType(bytes, type)) {
    throw invalid('logo-unreadable', 'Choose another picture: this file is not what its name says.');
  }
  if (type === 'image/svg+xml' && UNSAFE_SVG.test(bytes.toString('utf8'))) {
    throw invalid('logo-unsafe', 'Choose another picture: this SVG holds scripts or embedded documents.');
  }
  return { type, bytes };
}

export const toDataUri = ({ type, bytes }: Logo): string => `data:${type};base64,${bytes.toString('base64')}`;
