import type {
  RecipientHealth,
  RecipientHealthQuery,
  RecipientHealthResponse,
  SenderHealth,
  SenderHealthResponse,
} from '../../contracts';
import { api, BASE, paramsOf } from './api';

const URL = `${BASE}/health`;

const healthApi = api.injectEndpoints({
  endpoints: (builder) => ({
    senderHealth: builder.query<SenderHealth, number>({
      query: (id) => `${URL}/senders/${id}`,
      transformResponse: ({ data }: SenderHealthResponse) => data,
      providesTags: (_result, _error, id) => [
        { type: 'Health', id },
        { type: 'Sender', id },
      ],
    }),
    /** The answer is kept by the server, so that the query that follows gets the same at once. */
    checkSenderAgain: builder.mutation<SenderHealth, number>({
      query: (id) => ({ url: `${URL}/senders/${id}`, method: 'POST', data: {} }),
      transformResponse: ({ data }: SenderHealthResponse) => data,
      invalidatesTags: (_result, _error, id) => [{ type: 'Health', id }],
    }),
    recipientHealth: builder.query<RecipientHealth, RecipientHealthQuery>({
      query: (query) => ({ url: `${URL}/recipients`, config: paramsOf(query) }),
      transformResponse: ({ data }: RecipientHealthResponse) => data,
      keepUnusedDataFor: 0,
    }),
  }),
});

/** For `useDownload`. */
export const recipientsFileUrl = `${URL}/recipients/csv`;

export const { useSenderHealthQuery, useCheckSenderAgainMutation, useRecipientHealthQuery } = healthApi;
