import { createTokens } from '../../lib/tokens';
import { feedbackIn } from './events';
import { tagHeaders } from './tag-headers';

const limits = { maxAgeSeconds: 1, maxEventHours: 1, maxKilobytes: 16 };
const login = { token: 't'.repeat(16) };
const tag = createTokens(['s'.repeat(32)]).sign('bounce', 2_147_483_647);
const valueOf = (provider: 'sendgrid' | 'postmark' | 'brevo' | 'sparkpost' | 'mailjet') => {
  const settings = provider === 'sendgrid' ? { publicKey: 'k' } : login;
  const [[, value] = ['', '']] = tagHeaders({ ...limits, [provider]: settings })(tag);
  return value;
};

test('an e-mail carries what its configured providers give back, and nothing else', () => {
  expect(tagHeaders(limits)(tag)).toEqual([]);
  const ses = { topicArns: ['arn:aws:sns:us-east-1:123456789012:a'] };
  expect(tagHeaders({ ...limits, ses, postmark: login, mailjet: login })(tag)).toEqual([
    ['X-PM-Metadata-mail-campaigns', tag],
    ['X-MJ-CustomID', tag],
  ]);
});

test.each([
  ['sendgrid', { event: 'open', ...JSON.parse(valueOf('sendgrid')).unique_args }],
  ['postmark', { RecordType: 'Open', Metadata: { 'mail-campaigns': valueOf('postmark') } }],
  ['brevo', { event: 'opened', 'X-Mailin-custom': valueOf('brevo') }],
  [
    'sparkpost',
    { msys: { track_event: { type: 'open', rcpt_meta: JSON.parse(valueOf('sparkpost')).metadata } } },
  ],
  ['mailjet', { event: 'open', CustomID: valueOf('mailjet') }],
  ['sparkpost', { msys: { message_event: { type: 'delivery', msg_from: `bounce+${tag}@d.example` } } }],
  [
    'ses',
    {
      id: '1',
      event: { eventType: 'Open', mail: { source: `bounce+${tag}@d.example`, destination: ['a@b.co'] } },
    },
  ],
  ['mailgun', { 'event-data': { event: 'delivered', envelope: { sender: `bounce+${tag}@d.example` } } }],
  ['generic', { type: 'open', tag: `bounce+${tag}@d.example` }],
] as const)('%s gives the tag back', (provider, event) => {
  expect(feedbackIn(provider, event).map(({ keys }) => keys.tags)).toEqual([[tag]]);
});
