import type { ClaimedRow } from '../../server/ledger';

const LONG_LINK = `https://example.org/${'camino/'.repeat(40)}?a=1&amp;b=${'2'.repeat(20)}`;
const WORDS = 'La educación y la investigación en la región. ';

const page = (body: string) =>
  `<!doctype html>\n<html><head><title>Boletín</title></head>\n<body>\n${body}\n</body>\n</html>`;

/** Liquid templates of HTML bodies with whatever has broken a composer somewhere. */
export const BODIES: Record<string, string> = {
  'plain words': '<p>Hola</p>',
  'a merge tag': '<p>Hola {{ contact.firstName }}</p>',
  'a merge tag alone on its line': '<p>\n{{ contact.firstName }}\n</p>',
  'merge tags without anything between':
    '{{ contact.firstName }}{{ contact.lastName }}{{ contact.fullName }}',
  'a default': '<p>Hola {{ contact.firstName | default: "colega" }}</p>',
  filters: '<p>{{ contact.lastName | upcase | append: "!" }} {{ contact.firstName | truncate: 5 }}</p>',
  'every merge tag':
    '{{ contact.email }} {{ contact.language }} {{ list.name }} {{ campaign.name }} {{ campaign.subject }} {{ institution.name }} {{ institution.postalAddress }} {{ institution.websiteUrl }} {{ links.unsubscribe }} {{ links.viewInBrowser }} {{ links.preferences }}',
  'a free field': '<p>{{ contact.attributes.city }}</p>',
  'a condition':
    '{% if contact.firstName %}<p>Hola {{ contact.firstName }}</p>{% else %}<p>Hola</p>{% endif %}',
  'conditions in one another':
    '{% if contact.attributes.city %}{% if contact.language == "es" %}En {{ contact.attributes.city }}{% else %}In {{ contact.attributes.city }}{% endif %}{% endif %}',
  'elsif and else':
    '{% if contact.firstName == "Ana" %}a{% elsif contact.lastName %}b {{ contact.lastName }}{% else %}c{% endif %}',
  unless: '{% unless contact.attributes.member %}<p>Hazte socia</p>{% endunless %}',
  case: '{% case contact.language %}{% when "es" %}<p>¡Hola!</p>{% when "en" %}<p>Hello</p>{% endcase %}',
  'a condition that prints nothing': '<p>a</p>\n{% if contact.attributes.none %}x{% endif %}\n<p>b</p>',
  'many blank lines':
    'a\n\n\n\nb\n{% if contact.attributes.none %}x{% endif %}\n\n{{ contact.firstName }}\n\n\nc',
  'blank lines between empty values':
    '{{ contact.attributes.a }}\n\n{{ contact.attributes.b }}\n{{ contact.attributes.c }}\n\nend',
  comments: 'a{% comment %} {{ contact.email }} never seen {% endcomment %}b',
  'white space control':
    '<p>  {{- contact.firstName -}}  </p>\n{%- if contact.lastName -%}  x  {%- endif -%}\n\ny',
  'a long line': `<p>${WORDS.repeat(200)}</p>`,
  'a long line without spaces': `<p>${'a'.repeat(3000)}</p>`,
  'a long line of letters with accents': `<p>${'ñ'.repeat(700)}</p>`,
  emoji: '<p>👩‍👩‍👧‍👦 🎉 🇨🇴 {{ contact.firstName }} 👍🏽</p>',
  'a long line of emoji': `<p>${'🎉'.repeat(200)}{{ contact.firstName }}${'👍🏽'.repeat(100)}</p>`,
  'right to left': '<p dir="rtl">شكرا {{ contact.firstName }} לילה טוב</p>',
  'Chinese, Japanese, Korean': '<p>你好 {{ contact.firstName }} こんにちは 안녕하세요</p>',
  'links of 300 characters': `<a href="${LONG_LINK}">x</a> <a href="${LONG_LINK}{{ contact.language }}">y</a>`,
  'tracked links':
    '<a href="{{ tracked[0] }}">a</a> <a href="{{ tracked[1] }}">b</a> <a href="{{ tracked[0] }}">c</a>',
  'a link of one’s own': '<a href="{{ contact.attributes.web | safe_url }}">x</a>',
  'spaces at the ends of lines': 'a \nb  \n c\t\n\t\nd {{ contact.firstName }} \ne',
  'lines that begin with dots': '.\n..\n.a\n{{ contact.attributes.dots }}\n.{{ contact.firstName }}',
  'lines that begin with From': 'From here\n{{ contact.attributes.from }}\n>From there\nFrom',
  'equals signs': '<p style="a=b">=3D = == =\n=\n{{ contact.attributes.sum }}=</p>',
  'delimiters of our own': '--=_mc_alternative\n--=_mc_alternative--\n{{ contact.attributes.delimiter }}\n--',
  'line ends of other systems': 'a\r\nb\rc\n\r\nd {{ contact.attributes.lines }} e',
  'control characters': 'a\u0000b\u0001c\u007fd\u0085e\u2028f\u00a0g\ufeffh',
  'several bodies': '<body>1</body> <body>2</body> {{ contact.firstName }}',
};

export const htmlOf = (body: string): string => (body.includes('<body>') ? body : page(body));

export const SUBJECTS = [
  'Noticias',
  'Hola {{ contact.firstName }}',
  '¡Novedades de la institución para {{ contact.fullName }}: educación, investigación y más!',
  '{{ contact.attributes.lines }} {{ contact.firstName | upcase }}',
  `${'muy '.repeat(60)}largo`,
  '🎉 {{ contact.attributes.city | default: "Colombia" }} 🎉',
  'a  b   c =?utf-8?Q? "d" <e@example.org>',
  'x'.repeat(400),
  '',
];

const row = (
  id: number,
  firstName: string | null,
  lastName: string | null,
  more: Partial<ClaimedRow> & { attributes?: ClaimedRow['contact']['attributes'] } = {},
): ClaimedRow => {
  const { attributes = {}, ...fields } = more;
  return {
    id,
    contactId: id,
    address: `persona${id}@personas.example`,
    addressHash: 'hash',
    attempts: 1,
    firstAttemptAt: null,
    contact: { firstName, lastName, language: id % 2 ? 'es' : 'en', attributes },
    list: { id: 3, name: 'Boletín institucional', slug: 'boletin' },
    ...fields,
  } as ClaimedRow;
};

/** People whose data has broken a composer somewhere. */
export const PEOPLE: Record<string, ClaimedRow> = {
  Ana: row(1, 'Ana', 'Gómez', { attributes: { city: 'Bogotá', member: true, web: 'https://ana.example' } }),
  nobody: row(2, null, null),
  empty: row(3, '', '', { attributes: { city: '', member: false, web: '' } }),
  quotes: row(4, 'Ana "la \\ Chata"', "O'Brien <b>&amp;", {
    attributes: { sum: '1+1=2', web: 'javascript:x' },
  }),
  emoji: row(5, '👩‍👩‍👧‍👦🎉', '🇨🇴👍🏽'.repeat(30), { attributes: { city: '🏙️' } }),
  'right to left': row(6, 'محمد', 'בן־גוריון', { list: { id: 4, name: 'قائمة', slug: 'arabic' } }),
  'long words': row(7, 'x'.repeat(200), 'ñ'.repeat(200), {
    list: { id: 5, name: 'y'.repeat(90), slug: 'long' },
  }),
  'many words': row(8, 'Ana María de los Ángeles '.repeat(8).trim(), 'Gómez y Restrepo '.repeat(8).trim()),
  lines: row(9, 'Ana\r\nBcc: x@example.org', 'a\nb\rc\n\n\n\nd', {
    attributes: { lines: '\r\n\r\n\r\n1\r2\n', from: 'From me\nFrom you', dots: '.\n..\n.', city: '\n' },
  }),
  'control characters': row(10, 'A\u0000n\u0007a', '\u001b[31mrojo\u007f', {
    attributes: { city: '\u0000' },
  }),
  spaces: row(11, '  Ana  ', ' ', {
    attributes: { city: ' ', lines: '  ', delimiter: '--=_mc_alternative--' },
  }),
  'half an encoded word': row(12, 'a=?utf-8?Q?=41', 'a=?b', {
    attributes: { sum: '=3D', from: 'From ', dots: '.' },
  }),
  '8-bit': row(13, 'José', 'Ñáñez', { address: 'josé@personas.example', attributes: { city: 'Málaga' } }),
  'domain of its own alphabet': row(14, 'Zoë', 'Ünal', { address: 'zoe@xn--bcher-kva.example' }),
  'a comma': row(15, 'Gómez, Ana', '(dir.); x:', { list: { id: 6, name: 'a "b" <c>, d', slug: 'signs' } }),
  numbers: row(16, '007', '0', { attributes: { city: 0, member: 12.5, a: true, b: null } }),
};
