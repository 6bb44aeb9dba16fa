import type { ErrorDetails } from '../../contracts';

/** What every failure of the API comes down to, whoever made it: the RTK query, the fetch client, the network. */
export interface ApiFailure {
  status: number | null;
  message: string;
  details: Partial<ErrorDetails>;
}

interface ErrorLike {
  status?: number;
  message?: string;
  details?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The fetch client throws with the body under `response.data.error`; RTK query hands that `error` on as it is. */
const innerError = (error: unknown): ErrorLike => {
  if (!isObject(error)) return {};
  const response = error['response'];
  const data = isObject(response) ? response['data'] : undefined;
  return isObject(data) && isObject(data['error']) ? data['error'] : error;
};

export const readApiFailure = (error: unknown): ApiFailure => {
  const { status, message, details } = innerError(error);
  return {
    status: typeof status === 'number' ? status : null,
    message: typeof message === 'string' ? message : '',
    details: isObject(details) ? details : {},
  };
};

/** `invalid-input` names its fields; each one's first message by its path, e.g. `{ email: '…' }`. */
export const fieldMessages = (error: unknown): Record<string, string> => {
  const messages: Record<string, string> = {};
  for (const { path, message } of readApiFailure(error).details.fields ?? []) messages[path] ??= message;
  return messages;
};
