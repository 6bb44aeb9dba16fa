import type { WebhookInfo, WebhooksResponse } from '../../contracts';
import { api, BASE } from './api';

const webhooksApi = api.injectEndpoints({
  endpoints: (builder) => ({
    webhooks: builder.query<WebhookInfo[], void>({
      query: () => `${BASE}/webhooks`,
      transformResponse: ({ data }: WebhooksResponse) => data,
      // What providers tell changes by itself.
      keepUnusedDataFor: 0,
    }),
  }),
});

export const { useWebhooksQuery } = webhooksApi;
