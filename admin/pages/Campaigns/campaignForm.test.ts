import type { CampaignInput } from '../../../contracts';
import { bySeverity, changedFields, forServer, placeOf, splitAddresses, type Problem } from './campaignForm';

const input: CampaignInput = {
  name: 'Boletín interno',
  subject: 'Novedades de diciembre',
  preheader: '',
  fromName: 'IDEP',
  fromAddress: 'boletin@idep.example',
  replyTo: null,
  listIds: [1, 2],
  mjml: '<mjml></mjml>',
  timeZone: 'America/Bogota',
  options: { viewInBrowser: true, unsubscribeLink: true, trackOpens: true, trackClicks: true },
  uncertainPolicy: 'hold',
};

describe('changedFields', () => {
  it.each([
    ['nothing', {}, []],
    ['the order of the lists', { listIds: [2, 1] }, []],
    ['another list', { listIds: [1, 3] }, ['listIds']],
    ['one list fewer', { listIds: [1] }, ['listIds']],
    ['one switch', { options: { ...input.options, trackOpens: false } }, ['options']],
    ['subject and content', { subject: 'x', mjml: 'y' }, ['subject', 'mjml']],
    ['a reply address', { replyTo: 'a@idep.example' }, ['replyTo']],
  ] satisfies [string, Partial<CampaignInput>, string[]][])('%s', (_name, change, expected) => {
    expect(changedFields(input, { ...input, ...change })).toEqual(expected);
  });
});

it('sends no stray spaces and no empty reply address', () => {
  expect(forServer({ ...input, subject: '  Hola ', replyTo: '  ' })).toEqual({
    ...input,
    subject: 'Hola',
    replyTo: null,
  });
});

it.each([
  ['subject', { step: 'details', fieldId: 'campaign-subject' }],
  ['preheader', { step: 'details', fieldId: 'campaign-preheader' }],
  ['listIds', { step: 'details', fieldId: 'campaign-listIds' }],
  ['mjml', { step: 'content', fieldId: 'campaign-content' }],
  ['settings', null],
] as const)('a problem of %s is put right in its place', (field, expected) => {
  expect(placeOf({ code: 'subject-missing', severity: 'error', field, line: null, message: '' })).toEqual(
    expected,
  );
});

it('puts errors before warnings and keeps their order', () => {
  const problem = (code: string, severity: 'error' | 'warning') => ({ code, severity }) as Problem;
  const list = [
    problem('a', 'warning'),
    problem('b', 'error'),
    problem('c', 'warning'),
    problem('d', 'error'),
  ];
  expect(bySeverity(list).map(({ code }) => code)).toEqual(['b', 'd', 'a', 'c']);
});

it('splits test addresses however they are parted', () => {
  expect(splitAddresses(' a@x.co; b@x.co,\n c@x.co a@x.co ')).toEqual(['a@x.co', 'b@x.co', 'c@x.co']);
  expect(splitAddresses('  ')).toEqual([]);
});
