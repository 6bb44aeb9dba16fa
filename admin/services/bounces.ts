import type {
  AlarmsQuery,
  AlarmsResponse,
  BounceGroup,
  BounceSettings,
  BounceSettingsResponse,
  CampaignBouncesResponse,
  ClassifyAgainRequest,
  ClassifyAgainResponse,
  ContactBouncesResponse,
  DismissFeedbackRequest,
  DismissFeedbackResponse,
  FeedbackDetail,
  FeedbackListResponse,
  FeedbackQuery,
  FeedbackResponse,
  MailboxesResponse,
  SeeAlarmsRequest,
  SeeAlarmsResponse,
} from '../../contracts';
import { api, BASE, listTags, paramsOf } from './api';

const bouncesApi = api.injectEndpoints({
  endpoints: (builder) => ({
    feedbackList: builder.query<FeedbackListResponse, FeedbackQuery>({
      query: (query) => ({ url: `${BASE}/feedback`, config: paramsOf(query) }),
      providesTags: (result) => listTags('Feedback', result?.data),
    }),
    feedback: builder.query<FeedbackDetail, number>({
      query: (id) => `${BASE}/feedback/${id}`,
      transformResponse: ({ data }: FeedbackResponse) => data,
      providesTags: (_result, _error, id) => [{ type: 'Feedback', id }],
    }),
    classifyAgain: builder.mutation<ClassifyAgainResponse['data'], ClassifyAgainRequest>({
      query: (data) => ({ url: `${BASE}/feedback/classify-again`, method: 'POST', data }),
      transformResponse: ({ data }: ClassifyAgainResponse) => data,
      // Figures, suppressions and the ledger move with it.
      invalidatesTags: ['Feedback', 'Contact', 'Campaign', 'Report'],
    }),
    dismissFeedback: builder.mutation<{ changed: number }, DismissFeedbackRequest>({
      query: (data) => ({ url: `${BASE}/feedback/dismiss`, method: 'POST', data }),
      transformResponse: ({ data }: DismissFeedbackResponse) => data,
      invalidatesTags: ['Feedback'],
    }),
    campaignBounces: builder.query<BounceGroup[], number>({
      query: (id) => `${BASE}/campaigns/${id}/bounces`,
      transformResponse: ({ data }: CampaignBouncesResponse) => data,
      providesTags: ['Feedback'],
    }),
    contactBounces: builder.query<ContactBouncesResponse['data'], number>({
      query: (id) => `${BASE}/contacts/${id}/bounces`,
      transformResponse: ({ data }: ContactBouncesResponse) => data,
      providesTags: (_result, _error, id) => ['Feedback', { type: 'Contact', id }],
    }),
    alarms: builder.query<AlarmsResponse, AlarmsQuery>({
      query: (query) => ({ url: `${BASE}/alarms`, config: paramsOf(query) }),
      providesTags: ['Alarm'],
    }),
    seeAlarms: builder.mutation<{ changed: number }, SeeAlarmsRequest>({
      query: (data) => ({ url: `${BASE}/alarms/seen`, method: 'POST', data }),
      transformResponse: ({ data }: SeeAlarmsResponse) => data,
      invalidatesTags: ['Alarm'],
    }),
    bounceSettings: builder.query<BounceSettings, void>({
      query: () => `${BASE}/bounces/settings`,
      transformResponse: ({ data }: BounceSettingsResponse) => data,
      providesTags: [{ type: 'Settings', id: 'BOUNCES' }],
    }),
    saveBounceSettings: builder.mutation<BounceSettings, Pick<BounceSettings, 'alarmRecipients'>>({
      query: (data) => ({ url: `${BASE}/bounces/settings`, method: 'PUT', data }),
      transformResponse: ({ data }: BounceSettingsResponse) => data,
      invalidatesTags: [{ type: 'Settings', id: 'BOUNCES' }],
    }),
    mailboxes: builder.query<MailboxesResponse['data'], void>({
      query: () => `${BASE}/mailboxes`,
      transformResponse: ({ data }: MailboxesResponse) => data,
      providesTags: ['Mailbox'],
    }),
  }),
});

export const {
  useFeedbackListQuery,
  useFeedbackQuery,
  useClassifyAgainMutation,
  useDismissFeedbackMutation,
  useCampaignBouncesQuery,
  useContactBouncesQuery,
  useAlarmsQuery,
  useSeeAlarmsMutation,
  useBounceSettingsQuery,
  useSaveBounceSettingsMutation,
  useMailboxesQuery,
} = bouncesApi;
