import { DesignSystemProvider } from '@strapi/design-system';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';
import { MemoryRouter } from 'react-router-dom';

import {
  ALARM_KINDS,
  FEEDBACK_CLASSES,
  FEEDBACK_MEANINGS,
  FEEDBACK_SOURCES,
  FEEDBACK_STATES,
  type FeedbackDetail,
} from '../../../contracts';
import { AREAS, translationsOf } from '../../translations';
import { ClassifyAll } from './ClassifyAll';
import { feedbackQuery } from './feedback-words';
import { FeedbackModal } from './FeedbackModal';

let feedback: FeedbackDetail;
const steps: object[] = [];
const classify = jest.fn();
const dismiss = jest.fn();
const unwrapping = (answer: unknown) => ({ unwrap: () => Promise.resolve(answer) });

// Strapi's own half of the panel does not load outside a browser build.
jest.mock('@strapi/strapi/admin', () => ({
  Page: { Loading: () => null },
  useAuth: () => [],
  useClipboard: () => ({ copy: () => Promise.resolve(true) }),
  useNotification: () => ({ toggleNotification: () => undefined }),
}));
jest.mock('../../hooks/useCan', () => ({ useCan: () => () => true }));
jest.mock('../../services/bounces', () => ({
  useFeedbackQuery: () => ({ data: feedback, isLoading: false, refetch: () => undefined }),
  useClassifyAgainMutation: () => [
    (request: object) => {
      classify(request);
      return unwrapping(steps.shift());
    },
    { isLoading: false },
  ],
  useDismissFeedbackMutation: () => [
    (request: object) => {
      dismiss(request);
      return unwrapping({ changed: 1 });
    },
    { isLoading: false },
  ],
}));

const show = (page: React.ReactElement, locale = 'en') =>
  render(
    <IntlProvider locale={locale} messages={translationsOf(locale)}>
      <DesignSystemProvider locale={locale}>
        <MemoryRouter>{page}</MemoryRouter>
      </DesignSystemProvider>
    </IntlProvider>,
  );

beforeEach(() => {
  jest.clearAllMocks();
  steps.length = 0;
  feedback = {
    id: 7,
    source: 'mailbox',
    state: 'unmatched',
    why: 'no-key',
    class: 'hard',
    meaning: 'unknown-address',
    status: '5.1.1',
    reply: '550 <img src=x onerror=alert(1)>',
    rule: 'status:5.1.1',
    matchedBy: null,
    campaign: null,
    contact: null,
    address: 'ana@example.org',
    domain: 'example.org',
    forwardedTo: null,
    suggestion: { id: 3, email: 'ana@example.org' },
    occurredAt: null,
    receivedAt: '2026-11-20T10:00:00.000Z',
    hasEvidence: true,
    evidence: 'From: <script>alert(1)</script>',
    isCut: false,
    keys: { tags: [], messageIds: [] },
    suppresses: false,
  };
});

describe('one piece of feedback', () => {
  it('says what it means, why nothing follows, and whose address it names', () => {
    show(<FeedbackModal id={7} onClose={() => undefined} />);
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toContain('There is no such mailbox');
    expect(dialog.textContent).toContain('Nothing follows from it.');
    expect(screen.getByRole('link', { name: 'ana@example.org' }).getAttribute('href')).toContain(
      'contacts/3',
    );
    expect(dialog.textContent).toContain('status:5.1.1');
  });

  it('shows evidence and servers’ words as text, never as markup', () => {
    show(<FeedbackModal id={7} onClose={() => undefined} />);
    const dialog = screen.getByRole('dialog');
    expect(dialog.querySelector('script, img')).toBeNull();
    expect(dialog.textContent).toContain('<script>alert(1)</script>');
    expect(dialog.textContent).toContain('<img src=x onerror=alert(1)>');
  });

  it('can be put aside, and one without evidence cannot be read again', async () => {
    const user = userEvent.setup();
    feedback = { ...feedback, hasEvidence: false, evidence: null };
    show(<FeedbackModal id={7} onClose={() => undefined} />, 'es');
    expect(screen.queryByRole('button', { name: 'Clasificar de nuevo' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Apartar' }));
    expect(dismiss).toHaveBeenCalledWith({ ids: [7], dismissed: true });
  });
});

it('reads everything again step by step, each where the last one ended', async () => {
  const user = userEvent.setup();
  const step = { changed: 1, matched: 0, unread: 0 };
  steps.push({ ...step, looked: 500, lastId: 900, left: 20 }, { ...step, looked: 20, lastId: 950, left: 0 });
  show(<ClassifyAll />);
  await user.click(screen.getByRole('button', { name: 'Classify all open ones again' }));
  await act(async () => {
    await user.click(screen.getByRole('button', { name: 'Classify again' }));
  });
  await waitFor(() => expect(classify).toHaveBeenCalledTimes(2));
  expect(classify.mock.calls).toEqual([[{ all: true }], [{ all: true, afterId: 900 }]]);
});

it('asks for what the address bar names, and leaves out what is unknown', () => {
  expect(
    feedbackQuery({ state: 'poison', class: 'hard', source: 'ses', campaignId: '3' }, { page: 2 }),
  ).toEqual({
    page: 2,
    state: 'poison',
    class: 'hard',
    source: 'ses',
    campaignId: 3,
  });
  expect(feedbackQuery({ state: 'x', class: 'y', source: 'z', campaignId: '-1' }, {})).toEqual({});
});

it.each(['en', 'es'] as const)(
  'every state, class, source, meaning and alarm has its words: %s',
  (language) => {
    const keys = [
      ...FEEDBACK_STATES.map((state) => `bounces.state.${state}`),
      ...FEEDBACK_CLASSES.map((own) => `bounces.class.${own}`),
      ...FEEDBACK_SOURCES.map((source) => `bounces.source.${source}`),
      ...FEEDBACK_MEANINGS.flatMap((meaning) => [
        `bounces.meaning.${meaning}`,
        `bounces.meaning.${meaning}.more`,
      ]),
      ...ALARM_KINDS.flatMap((kind) => [`bounces.alarm.${kind}`, `bounces.alarm.${kind}.text`]),
    ];
    expect(keys.filter((key) => !(key in (AREAS[language].bounces ?? {})))).toEqual([]);
  },
);
