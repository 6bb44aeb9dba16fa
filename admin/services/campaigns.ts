import type {
  Campaign,
  CampaignCheck,
  CampaignCheckResponse,
  CampaignInput,
  CampaignLive,
  CampaignLiveResponse,
  CampaignResponse,
  CampaignsQuery,
  CampaignsResponse,
  CampaignTransition,
  CreateCampaignRequest,
  DeliveriesQuery,
  DeliveriesResponse,
  PublicRequest,
  ResolveUncertainRequest,
  ScheduleRequest,
  TestSendRequest,
  TestSendResponse,
} from '../../contracts';
import { api, BASE, listTags, paramsOf, rowTags } from './api';

const URL = `${BASE}/campaigns`;
const row = ({ data }: CampaignResponse): Campaign => data;

/** A changed campaign shows in lists and in its report. */
const changed = (id: number) => [
  ...rowTags('Campaign', id),
  { type: 'Report' as const, id: 'LIST' as const },
];

const campaignsApi = api.injectEndpoints({
  endpoints: (builder) => ({
    campaigns: builder.query<CampaignsResponse, CampaignsQuery>({
      query: (query) => ({ url: URL, config: paramsOf(query) }),
      providesTags: (result) => listTags('Campaign', result?.data),
    }),
    campaign: builder.query<Campaign, number>({
      query: (id) => `${URL}/${id}`,
      transformResponse: row,
      providesTags: (_result, _error, id) => [{ type: 'Campaign', id }],
    }),
    createCampaign: builder.mutation<Campaign, CreateCampaignRequest>({
      query: (data) => ({ url: URL, method: 'POST', data }),
      transformResponse: row,
      invalidatesTags: [{ type: 'Campaign', id: 'LIST' }],
    }),
    updateCampaign: builder.mutation<Campaign, { id: number; input: CampaignInput }>({
      query: ({ id, input }) => ({ url: `${URL}/${id}`, method: 'PUT', data: input }),
      transformResponse: row,
      invalidatesTags: (_result, _error, { id }) => rowTags('Campaign', id),
    }),
    duplicateCampaign: builder.mutation<Campaign, number>({
      query: (id) => ({ url: `${URL}/${id}/duplicate`, method: 'POST', data: {} }),
      transformResponse: row,
      invalidatesTags: [{ type: 'Campaign', id: 'LIST' }],
    }),
    deleteCampaign: builder.mutation<unknown, number>({
      query: (id) => ({ url: `${URL}/${id}`, method: 'DELETE' }),
      invalidatesTags: [{ type: 'Campaign', id: 'LIST' }],
    }),
    /** send, unschedule, pause, resume, cancel; `schedule` needs a time and has its own endpoint. */
    moveCampaign: builder.mutation<
      Campaign,
      { id: number; transition: Exclude<CampaignTransition, 'schedule'> }
    >({
      query: ({ id, transition }) => ({ url: `${URL}/${id}/${transition}`, method: 'POST', data: {} }),
      transformResponse: row,
      invalidatesTags: (_result, _error, { id }) => changed(id),
    }),
    scheduleCampaign: builder.mutation<Campaign, { id: number; request: ScheduleRequest }>({
      query: ({ id, request }) => ({ url: `${URL}/${id}/schedule`, method: 'POST', data: request }),
      transformResponse: row,
      invalidatesTags: (_result, _error, { id }) => changed(id),
    }),
    publishCampaign: builder.mutation<Campaign, { id: number } & PublicRequest>({
      query: ({ id, ...data }) => ({ url: `${URL}/${id}/public`, method: 'PUT', data }),
      transformResponse: row,
      invalidatesTags: (_result, _error, { id }) => rowTags('Campaign', id),
    }),
    resolveUncertain: builder.mutation<Campaign, { id: number } & ResolveUncertainRequest>({
      query: ({ id, decision }) => ({ url: `${URL}/${id}/uncertain`, method: 'POST', data: { decision } }),
      transformResponse: row,
      invalidatesTags: (_result, _error, { id }) => changed(id),
    }),
    testCampaign: builder.mutation<TestSendResponse['data']['results'], { id: number } & TestSendRequest>({
      query: ({ id, ...data }) => ({ url: `${URL}/${id}/test`, method: 'POST', data }),
      transformResponse: ({ data }: TestSendResponse) => data.results,
    }),
    campaignCheck: builder.query<CampaignCheck, number>({
      query: (id) => `${URL}/${id}/check`,
      transformResponse: ({ data }: CampaignCheckResponse) => data,
      // Lists, senders and settings change it too: never answered from memory.
      keepUnusedDataFor: 0,
      providesTags: (_result, _error, id) => [{ type: 'Campaign', id }],
    }),
    campaignLive: builder.query<CampaignLive, number>({
      query: (id) => `${URL}/${id}/live`,
      transformResponse: ({ data }: CampaignLiveResponse) => data,
      keepUnusedDataFor: 0,
      providesTags: (_result, _error, id) => [{ type: 'Campaign', id }],
    }),
    deliveries: builder.query<DeliveriesResponse, { id: number; query: DeliveriesQuery }>({
      query: ({ id, query }) => ({ url: `${URL}/${id}/deliveries`, config: paramsOf(query) }),
      keepUnusedDataFor: 5,
      providesTags: (_result, _error, { id }) => [{ type: 'Campaign', id }],
    }),
  }),
});

export const {
  useCampaignsQuery,
  useCampaignQuery,
  useCreateCampaignMutation,
  useUpdateCampaignMutation,
  useDuplicateCampaignMutation,
  useDeleteCampaignMutation,
  useMoveCampaignMutation,
  useScheduleCampaignMutation,
  usePublishCampaignMutation,
  useResolveUncertainMutation,
  useTestCampaignMutation,
  useCampaignCheckQuery,
  useCampaignLiveQuery,
  useDeliveriesQuery,
} = campaignsApi;
