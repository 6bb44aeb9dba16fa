import { startTokenServer, type TokenServer } from '../../../../tests/support/token-server';
import { clock } from '../../../lib/clock';
import { SignInRefused } from '../mailbox';
import { AccessTrouble, createAccess, type Credentials } from './access';

let server: TokenServer;
let given = 0;
beforeEach(async () => {
  given = 0;
  server = await startTokenServer();
  server.answer = () => [
    200,
    { access_token: `token-${(given += 1)}`, token_type: 'Bearer', expires_in: 3600 },
  ];
});
afterEach(() => server.stop());
afterEach(() => jest.restoreAllMocks());

const SECRET = 'Geheim-client';
const travelBy = (minutes: number) => {
  const then = clock.now().getTime() + minutes * 60_000;
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(then));
};
const store = (first: string | null) => {
  const tokens = [first];
  return {
    tokens,
    latest: () => Promise.resolve(tokens.at(-1) ?? null),
    keep: (token: string) => Promise.resolve(void tokens.push(token)),
  };
};
const accessTo = ({
  refreshToken = null,
  ...more
}: { refreshToken?: string | null; scope?: string } = {}) => {
  const kept = store(refreshToken);
  const oauth2 = { tokenUrl: server.tokenUrl, clientId: 'app', clientSecret: SECRET, ...more };
  return { ...createAccess({ oauth2 }, kept), kept };
};
const shown = (credentials: Credentials) =>
  Promise.resolve('password' in credentials ? credentials.password : credentials.accessToken);
const taking = (token: string) => async (credentials: Credentials) => {
  const is = await shown(credentials);
  if (is !== token) throw new SignInRefused(`AUTH of ${is} failed`);
  return is;
};
const troubleOf = async (entering: Promise<unknown>) => {
  const error = await entering.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AccessTrouble)) throw new Error(`expected trouble, not ${String(error)}`);
  return error;
};

test('a password is shown as it is, and nobody is asked', async () => {
  const access = createAccess({ password: 'Geheim' }, store(null));
  expect(await access.enter(shown)).toBe('Geheim');
});

test('without a refresh token the application asks in its own name', async () => {
  expect(await accessTo({ scope: 'all/.default' }).enter(shown)).toBe('token-1');
  expect(server.asked).toEqual([
    { grant_type: 'client_credentials', client_id: 'app', client_secret: SECRET, scope: 'all/.default' },
  ]);
});

test('with one it asks for the user, next time with the refresh token that it was given meanwhile', async () => {
  const access = accessTo({ refreshToken: 'first' });
  server.answer = (form) => [
    200,
    { access_token: `for-${form.refresh_token}`, expires_in: 3600, refresh_token: 'second' },
  ];
  expect(await access.enter(shown)).toBe('for-first');
  expect(access.kept.tokens).toEqual(['first', 'second']);
  travelBy(60);
  expect(await access.enter(shown)).toBe('for-second');
  expect(server.asked[0]).toEqual({
    ...{ grant_type: 'refresh_token', refresh_token: 'first' },
    ...{ client_id: 'app', client_secret: SECRET },
  });
});

test('a token serves until shortly before it ends', async () => {
  const access = accessTo();
  for (const minutes of [0, 50]) {
    travelBy(minutes);
    expect(await access.enter(shown)).toBe('token-1');
  }
  travelBy(5);
  expect(await access.enter(shown)).toBe('token-2');
  expect(server.asked).toHaveLength(2);
});

test.each([undefined, 0, -1, 'soon'])(
  'a token that says of its time %p serves for less than an hour',
  async (time) => {
    const access = accessTo();
    server.answer = () => [200, { access_token: `token-${(given += 1)}`, expires_in: time }];
    await access.enter(shown);
    travelBy(50);
    expect(await access.enter(shown)).toBe('token-1');
    travelBy(10);
    expect(await access.enter(shown)).toBe('token-2');
  },
);

test('where the mail server takes a kept token no longer, another one is asked for at once', async () => {
  const access = accessTo();
  await access.enter(taking('token-1'));
  expect(await access.enter(taking('token-2'))).toBe('token-2');
});

test('a fresh token that the mail server refuses is trouble, and not kept', async () => {
  const access = accessTo();
  const trouble = await troubleOf(access.enter(taking('token-9')));
  expect(trouble).toMatchObject({ reason: 'mailbox-refused', words: 'AUTH of •••• failed' });
  expect(trouble.message).toMatch(/check user, oauth2\.scope/);
  expect(await access.enter(taking('token-2'))).toBe('token-2');
});

test('a connection that breaks is no reason for another token', async () => {
  const access = accessTo();
  await access.enter(shown);
  await expect(access.enter(() => Promise.reject(new Error('ECONNRESET')))).rejects.toThrow('ECONNRESET');
  await access.enter(shown);
  expect(server.asked).toHaveLength(1);
});

test.each([
  [
    401,
    { error: 'invalid_client', error_description: 'AADSTS7000222: expired.\r\nTrace ID: 1' },
    'client-refused',
  ],
  [400, { error: 'unauthorized_client' }, 'client-refused'],
  [400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }, 'grant-refused'],
  [400, { error: 'invalid_scope' }, 'request-refused'],
  [503, { error: 'temporarily_unavailable' }, 'token-server-away'],
  [500, '<h1>Oops</h1>', 'token-server-away'],
  [200, '<h1>Welcome to the hotel</h1>', 'token-server-away'],
  [200, { access_token: 7 }, 'token-server-away'],
] as const)('the answer %i %j is told as what a person can do', async (status, body, reason) => {
  server.answer = () => [status, body];
  const trouble = await troubleOf(accessTo({ refreshToken: 'Geheim-refresh' }).enter(shown));
  expect(trouble.reason).toBe(reason);
  expect(trouble.words).toMatch(/^127\.0\.0\.1:\d+/);
  expect(trouble.message).toContain('oauth2.');
  expect(trouble.message).not.toMatch(/Geheim|Trace/);
});

test('a token server that is away, or silent, or leads elsewhere, is told as such', async () => {
  server.answer = () => null;
  jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort(new Error('timed out')));
  expect(await troubleOf(accessTo().enter(shown))).toMatchObject({
    reason: 'token-server-away',
    words: expect.stringContaining('timed out'),
  });
  server.answer = () => [307, { access_token: 'elsewhere' }];
  expect(await troubleOf(accessTo().enter(shown))).toMatchObject({
    reason: 'token-server-away',
    words: expect.stringContaining('redirect'),
  });
  const access = accessTo();
  await server.stop();
  expect(await troubleOf(access.enter(shown))).toMatchObject({
    reason: 'token-server-away',
    words: expect.stringContaining('ECONNREFUSED'),
  });
});
