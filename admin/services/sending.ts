import type {
  LiveSending,
  LiveSendingResponse,
  SendingRules,
  SendingRulesResponse,
  SendingRulesState,
  TransportsResponse,
  VerifyDkimResponse,
  VerifyTransportResponse,
} from '../../contracts';
import { api, BASE } from './api';

const URL = `${BASE}/sending`;
const state = ({ data }: SendingRulesResponse): SendingRulesState => data;

const sendingApi = api.injectEndpoints({
  endpoints: (builder) => ({
    liveSending: builder.query<LiveSending, void>({
      query: () => `${URL}/live`,
      transformResponse: ({ data }: LiveSendingResponse) => data,
      keepUnusedDataFor: 0,
    }),
    transports: builder.query<TransportsResponse['data'], void>({
      query: () => `${URL}/transports`,
      transformResponse: ({ data }: TransportsResponse) => data,
      providesTags: ['Settings'],
    }),
    verifyTransport: builder.mutation<VerifyTransportResponse['data'], string>({
      query: (name) => ({
        url: `${URL}/transports/${encodeURIComponent(name)}/verify`,
        method: 'POST',
        data: {},
      }),
      transformResponse: ({ data }: VerifyTransportResponse) => data,
    }),
    verifyDkim: builder.mutation<VerifyDkimResponse['data'], void>({
      query: () => ({ url: `${URL}/dkim/verify`, method: 'POST', data: {} }),
      transformResponse: ({ data }: VerifyDkimResponse) => data,
    }),
    sendingRules: builder.query<SendingRulesState, void>({
      query: () => `${URL}/rules`,
      transformResponse: state,
      // What is used of the quota and whether the window is open change by themselves.
      keepUnusedDataFor: 0,
      providesTags: ['Sending', { type: 'Campaign', id: 'LIST' }],
    }),
    updateSendingRules: builder.mutation<SendingRulesState, SendingRules>({
      query: (data) => ({ url: `${URL}/rules`, method: 'PUT', data }),
      transformResponse: state,
      invalidatesTags: ['Sending'],
    }),
  }),
});

export const {
  useLiveSendingQuery,
  useTransportsQuery,
  useVerifyTransportMutation,
  useVerifyDkimMutation,
  useSendingRulesQuery,
  useUpdateSendingRulesMutation,
} = sendingApi;
