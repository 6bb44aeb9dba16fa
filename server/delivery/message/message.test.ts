import { simpleParser, type ParsedMail } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';

import { BODIES, htmlOf, PEOPLE, SUBJECTS } from '../../../tests/support/sample-messages';
import { wireViolations } from '../../../tests/support/wire-rules';
import { createRenderer, mergeContact, onOneLine, type MergeData } from '../../content';
import type { ClaimedRow, FrozenContent } from '../../ledger';
import { createTokens } from '../../lib/tokens';
import { measuringLinks, recipientLinks } from './links';
import { compileMessage, type MessageContext } from './message';

const DATE = new Date('2026-11-24T12:34:56Z');
const DOMAIN = 'instituto.example';

function contextOf(content: Partial<FrozenContent>, more: Partial<MessageContext> = {}): MessageContext {
  return {
    campaign: { id: 12, name: 'Boletín de noviembre' },
    content: {
      subject: 'Noticias',
      preheader: '',
      html: htmlOf('<p>Hola</p>'),
      text: 'Hola',
      fromName: 'Instituto & Cía, S. A.',
      fromAddress: `boletin@${DOMAIN}`,
      replyTo: null,
      options: {
        trackOpens: true,
        trackClicks: true,
        viewInBrowser: true,
        unsubscribeLink: true,
      },
      links: ['https://example.org/a', 'https://example.org/b'],
      ...content,
    },
    institution: {
      name: 'Instituto <X> & Cía',
      postalAddress: 'Calle 26 # 69D-91\nBogotá',
      websiteUrl: null,
      color: '#000000',
      language: 'es',
      timeZone: 'America/Bogota',
    },
    baseUrl: 'https://cms.instituto.example/api/mail-campaigns',
    tokens: createTokens(['s'.repeat(40)]),
    mayMeasure: () => true,
    bounceAddress: undefined,
    tagHeaders: () => [],
    unsubscribeAddress: undefined,
    sign: null,
    ...more,
  };
}

/** What the templates are filled with, as the pages that show an e-mail do it. */
function dataOf(context: MessageContext, row: ClaimedRow): MergeData {
  const { content, campaign, institution } = context;
  const { tracked, ...links } = recipientLinks(context, row, true);
  const { name, postalAddress, websiteUrl } = institution;
  const data: MergeData = {
    contact: mergeContact({ email: row.address, ...row.contact }),
    list: { name: row.list.name },
    campaign: { name: campaign.name, subject: '' },
    institution: { name, postalAddress, websiteUrl: websiteUrl ?? '' },
    links,
    tracked,
  };
  data.campaign.subject = createRenderer(content.subject, 'header').render(data);
  return data;
}

/** The same message by nodemailer's composer, which writes each one from scratch. */
async function byNodemailer(context: MessageContext, row: ClaimedRow): Promise<Buffer> {
  const { content } = context;
  const data = dataOf(context, row);
  const html = createRenderer(content.html, 'html').render(data);
  const end = html.includes('</body>') ? html.lastIndexOf('</body>') : html.length;
  const { open, hidden } = measuringLinks(context, row.id);
  const pixel = `<img src="${open}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0" />`;
  const trap = `<a href="${hidden}" rel="nofollow" aria-hidden="true" tabindex="-1" style="display:none;mso-hide:all"></a>`;
  const added = (content.links.length ? trap : '') + (content.options.trackOpens ? pixel : '');
  return new MailComposer({
    messageId: `<mc.${context.tokens.sign('message', row.id, row.attempts)}@${DOMAIN}>`,
    date: DATE,
    from: { name: content.fromName, address: content.fromAddress },
    to: { name: onOneLine(data.contact.fullName), address: row.address },
    replyTo: content.replyTo ?? undefined,
    subject: data.campaign.subject,
    text: createRenderer(content.text, 'text').render(data),
    html: html.slice(0, end) + added + html.slice(end),
    attachments: context.attachments?.map((attachment) => ({ ...attachment })),
    newline: '\r\n',
    headers: {
      'List-Id': `name <${row.list.slug}.${DOMAIN}>`,
      'List-Unsubscribe': { prepared: true, value: `<${data.links.unsubscribe}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      Precedence: 'bulk',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Feedback-ID': `12:${row.list.id}:campaign:mailcampaigns`,
    } as object as Record<string, string>,
  })
    .compile()
    .build();
}
/** What a mail program makes of a message; boundaries are nobody's business, and mailparser decodes no list names. */
function meaning(mail: ParsedMail) {
  const headers = new Map<string, any>(mail.headers);
  headers.delete('content-type');
  delete headers.get('list').id.name;
  const pairs = [...headers].map(([name, value]) => [name, value.value ?? value]).sort();
  return {
    // Where nodemailer folds between two spaces, one of them is lost.
    headers: JSON.parse(JSON.stringify(pairs).replace(/ +/g, ' ')),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      content: content.toString('base64'),
    })),
  };
}
const read = async (bytes: Buffer) =>
  meaning(await simpleParser(bytes, { skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true }));

async function expectSame(context: MessageContext, people: ClaimedRow[]): Promise<void> {
  const compose = compileMessage(context);
  for (const row of people) {
    const { bytes } = await compose(row, DATE);
    expect(wireViolations(bytes, { domain: DOMAIN, bulk: true })).toEqual([]);
    expect(await read(bytes)).toEqual(await read(await byNodemailer(context, row)));
  }
}

const everyone = Object.values(PEOPLE);

test.each(Object.entries(BODIES))(
  '%s: reads as if nodemailer had written it, for everyone',
  async (_, body) => {
    const people = body.includes('{') ? everyone : everyone.slice(0, 1);
    await expectSame(contextOf({ html: htmlOf(body), text: `Hola\n${body}` }), people);
  },
);

test.each(SUBJECTS)('subject %j', async (subject) => {
  await expectSame(contextOf({ subject }), everyone);
});

test.each([
  ['informe.pdf', 'application/pdf', Buffer.from('%PDF-1.7\n')],
  ['Programación del año 2026 — versión final (1).pdf', 'application/pdf', Buffer.alloc(200, 7)],
  [`${'muy '.repeat(40)}largo.csv`, 'text/csv', Buffer.from('a,b\r\n--=_mc_mixed\r\n')],
  ['"; x=.exe', 'application/octet-stream', Buffer.alloc(0)],
  ['🎉.png', 'image/png', Buffer.alloc(57 * 3, 255)],
])('attached: %s', async (filename, contentType, content) => {
  const attachments = [{ filename, contentType, content }];
  await expectSame(contextOf({}, { attachments }), [everyone[0] as ClaimedRow]);
  const two = [...attachments, { filename: 'b.txt', contentType: 'text/plain', content: Buffer.from('b') }];
  await expectSame(contextOf({}, { attachments: two }), [everyone[0] as ClaimedRow]);
});

test('a reply address, an envelope of one’s own, no pixel', async () => {
  const options = { ...contextOf({}).content.options, trackOpens: false };
  const context = contextOf(
    { replyTo: 'contacto@instituto.example', options },
    { bounceAddress: 'rebotes@correo.example' },
  );
  await expectSame(context, everyone);
  const { envelope, bytes } = await compileMessage(context)(PEOPLE.Ana as ClaimedRow, DATE);
  expect(envelope.from).toMatch(/^rebotes\+1~[0-9a-f]{32}@correo\.example$/);
  expect(bytes.toString()).not.toContain('/open/');
});

test('headers for the webhooks of providers stand among the others', async () => {
  const tagHeaders = (tag: string) => [
    ['X-SMTPAPI', `{"unique_args": {"mail_campaigns": "${tag}"}}`] as const,
    ['X-MJ-CustomID', tag] as const,
  ];
  const { bytes, envelope } = await compileMessage(contextOf({}, { tagHeaders }))(
    PEOPLE.Ana as ClaimedRow,
    DATE,
  );
  expect(wireViolations(bytes, { domain: DOMAIN, bulk: true })).toEqual([]);
  const { headers } = await simpleParser(bytes);
  expect(headers.get('x-mj-customid')).toBe(envelope.envid);
  expect(JSON.parse(headers.get('x-smtpapi') as string)).toEqual({
    unique_args: { mail_campaigns: envelope.envid },
  });
});

test('where it is read, people may write to unsubscribe: the link first, then the address', async () => {
  const context = contextOf({}, { unsubscribeAddress: 'bajas@instituto.example' });
  const { bytes, envelope } = await compileMessage(context)(PEOPLE.Ana as ClaimedRow, DATE);
  expect(wireViolations(bytes, { domain: DOMAIN, bulk: true })).toEqual([]);
  const [tag = ''] = /1~[0-9a-f]{32}/.exec(envelope.from) ?? [];
  const header = /^List-Unsubscribe: (.*)\r$/m.exec(bytes.toString().replace(/\r\n /g, ' '))?.[1];
  expect(header?.split(', ')).toEqual([
    expect.stringMatching(/^<https:\/\/cms\.instituto\.example\/api\/mail-campaigns\/unsubscribe\/[^>]+>$/),
    `<mailto:bajas@instituto.example?subject=unsubscribe%20${tag}>`,
  ]);
});

test.each([
  'a=?utf-8?Q?=41?=',
  '=?utf-8?Q?=41?=',
  '=?UTF-8?B?QQ==?= x',
  'Ana "la" \\ Chata',
  'a  b   c',
  'ñ'.repeat(300),
  '🎉'.repeat(100),
  `${'x'.repeat(500)} y`,
  'Ana, <b@example.org>; c: (d)',
])('the name and the subject %j are read as they were written', async (name) => {
  const person = { ...(PEOPLE.nobody as ClaimedRow), list: { id: 9, name, slug: 'nueve' } };
  person.contact = { ...person.contact, firstName: name };
  const context = contextOf({ fromName: name, subject: '{{ contact.firstName }}' });
  const { bytes } = await compileMessage(context)(person, DATE);
  expect(wireViolations(bytes, { domain: DOMAIN, bulk: true })).toEqual([]);
  const mail = await simpleParser(bytes);
  expect(mail.from?.value[0]?.name).toBe(name);
  expect(mail.to).toMatchObject({ value: [{ name, address: person.address }] });
  expect(mail.subject).toBe(name);
  // mailparser decodes no list names: read as a sender's it does.
  const list = /^List-Id: (.*) <nueve/m.exec(bytes.toString().replace(/\r\n /g, ' '))?.[1];
  const asSender = await simpleParser(`From: ${list} <a@example.org>\r\n\r\n`);
  expect(asSender.from?.value[0]?.name).toBe(name);
});

/** Mulberry32: the same texts in every run. */
function createRandom(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SCRAPS = [
  ...['a', ' ', '  ', '\n', '\n\n', '\r\n', '\r', '\t', '.', '=', '=3D', 'From ', '--', 'ñ', '🎉', '中', 'ش'],
  ...[
    'x'.repeat(74),
    'y'.repeat(75),
    'z'.repeat(76),
    'é'.repeat(38),
    '\u0000',
    '\u00a0',
    '\u2028',
    '<b>',
    '&',
  ],
];
const TAGS = [
  ...[
    '{{ contact.firstName }}',
    '{{ contact.attributes.a }}',
    '{{- contact.lastName -}}',
    '{{ tracked[1] }}',
  ],
  ...['{{ contact.firstName | default: "x" }}', '{% comment %}c{% endcomment %}', '{{ institution.name }}'],
];
const BLOCKS: [open: string, close: string][] = [
  ['{% if contact.firstName %}', '{% endif %}'],
  ['{%- unless contact.attributes.a %}', '{% else %}e{% endunless -%}'],
  ['{% case contact.language %}{% when "es" %}', '{% else %}{{ contact.lastName }}{% endcase %}'],
];

test.each(Array.from({ length: 30 }, (_, seed) => seed))('text by chance, seed %i', async (seed) => {
  const random = createRandom(seed);
  const scraps = (most: number) =>
    Array.from({ length: random(most) }, () => SCRAPS[random(SCRAPS.length)]).join('');
  const template = (depth: number): string =>
    Array.from({ length: 1 + random(12) }, () => {
      const kind = random(depth > 0 ? 4 : 3);
      if (kind < 2) return scraps(6);
      if (kind === 2) return TAGS[random(TAGS.length)];
      const [open, close] = BLOCKS[random(BLOCKS.length)] as [string, string];
      return open + template(depth - 1) + close;
    }).join('');
  const person = (id: number): ClaimedRow => ({
    ...(PEOPLE.Ana as ClaimedRow),
    id,
    contact: {
      firstName: scraps(5),
      lastName: scraps(3),
      language: id % 2 ? 'es' : 'en',
      attributes: { a: scraps(4) },
      tracking: null,
    },
  });
  // A word in front: nodemailer leaves an empty part out.
  const context = contextOf({ html: htmlOf(template(3)), text: `t${template(3)}`, subject: template(1) });
  await expectSame(context, [person(1), person(2), person(3), person(1)]);
});

test('a text part of which nothing is left leads to the browser', async () => {
  const context = contextOf({ text: '{% if contact.attributes.none %}x{% endif %}' });
  const row = PEOPLE.Ana as ClaimedRow;
  const { bytes } = await compileMessage(context)(row, DATE);
  expect(wireViolations(bytes, { domain: DOMAIN, bulk: true })).toEqual([]);
  expect((await simpleParser(bytes)).text).toBe(recipientLinks(context, row, true).viewInBrowser);
});

describe('what does not fit concerns one person only', () => {
  const ana = PEOPLE.Ana as ClaimedRow;
  const options = { ...contextOf({}).content.options, trackOpens: false };
  const compose = compileMessage(
    contextOf({ html: '{% if contact.firstName %}Hola{% endif %}', options, links: [] }),
  );

  test.each(['ana@a.example, eva@b.example', 'ana@a.example\r\nBcc: eva@b.example', 'ana', ''])(
    'the address %j',
    async (address) => {
      await expect(compose({ ...ana, address }, DATE)).rejects.toThrow(/^(?!.*ana@).*address/);
      expect((await compose(ana, DATE)).envelope.to).toBe(ana.address);
    },
  );

  test('HTML of which nothing is left', async () => {
    await expect(compose(PEOPLE.nobody as ClaimedRow, DATE)).rejects.toThrow('HTML');
    expect((await compose(ana, DATE)).bytes.toString()).toContain('Hola');
  });
});

test('who may not be measured gets no pixel, no hidden link, and links that lead straight to their targets', async () => {
  const links = ['https://example.org/á?b=c&d=%20#e', 'https://example.org/b'];
  const html = htmlOf(BODIES['tracked links'] ?? '');
  const context = contextOf(
    { html, text: '{{ tracked[0] }}', links },
    { mayMeasure: (choice) => choice !== 'refused' },
  );
  const compose = compileMessage(context);
  const ana = PEOPLE.Ana as ClaimedRow;
  const [measured, left] = await Promise.all(
    ([null, 'refused'] as const).map(async (tracking) => {
      const { bytes } = await compose({ ...ana, contact: { ...ana.contact, tracking } }, DATE);
      return simpleParser(bytes, { skipImageLinks: true, skipTextToHtml: true });
    }),
  );
  const hrefs = (mail: ParsedMail | undefined) => String(mail?.html).match(/href="[^"]*"/g);
  const clicks = ['0', '1', '0', 'h'].map((place) => expect.stringContaining(`/click/${ana.id}~${place}~`));
  expect(hrefs(measured)).toEqual(clicks);
  expect(measured?.html).toContain('/open/');
  const straight = 'href="https://example.org/á?b=c&amp;d=%20#e"';
  expect(hrefs(left)).toEqual([straight, 'href="https://example.org/b"', straight]);
  expect(left?.html).not.toMatch(/<img/);
  expect(left?.text).toBe(links[0]);
});

test('each person and each attempt has a Message-ID of its own, nobody’s address in it', async () => {
  const compose = compileMessage(contextOf({}));
  const ids = await Promise.all(
    everyone.flatMap((row) =>
      [1, 2].map(async (attempts) => (await compose({ ...row, attempts }, DATE)).messageId),
    ),
  );
  expect(new Set(ids).size).toBe(everyone.length * 2);
  for (const id of ids) expect(id).toMatch(/^<mc\.\d+~\d~[0-9a-f]{32}@instituto\.example>$/);
});

test('what stands for one list or person does not stay for the next', async () => {
  const compose = compileMessage(
    contextOf({ subject: '{{ contact.firstName }}', html: htmlOf(BODIES['every merge tag'] ?? '') }),
  );
  const [ana, jose] = [PEOPLE.Ana, PEOPLE['8-bit']] as [ClaimedRow, ClaimedRow];
  const first = await compose(ana, DATE);
  await compose({ ...jose, list: { id: 8, name: 'Otra', slug: 'otra' } }, DATE);
  expect((await compose(ana, DATE)).bytes).toEqual(first.bytes);
  expect(first.bytes.toString()).not.toContain('otra');
});

test('a sender whose address is none compiles nothing', () => {
  expect(() => compileMessage(contextOf({ fromAddress: 'x@y.example, z@y.example' }))).toThrow('address');
});
