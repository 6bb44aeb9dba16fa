import type {
  LeaveReasons,
  LeaveReasonsResponse,
  Report,
  ReportResponse,
  ReportsQuery,
  ReportsResponse,
} from '../../contracts';
import { api, BASE, paramsOf } from './api';

const URL = `${BASE}/reports`;

const reportsApi = api.injectEndpoints({
  endpoints: (builder) => ({
    reports: builder.query<ReportsResponse, ReportsQuery>({
      query: (query) => ({ url: URL, config: paramsOf(query) }),
      providesTags: [{ type: 'Report', id: 'LIST' }],
    }),
    /**
     * The answer carries an ETag and `Cache-Control: no-cache`, so the browser itself asks with If-None-Match and
     * fills in its copy after a 304: polling costs a few bytes while nothing happens.
     */
    report: builder.query<Report, number>({
      query: (campaignId) => `${URL}/${campaignId}`,
      transformResponse: ({ data }: ReportResponse) => data,
      providesTags: (_result, _error, id) => [{ type: 'Report', id }],
    }),
    leaveReasons: builder.query<LeaveReasons, number>({
      query: (campaignId) => `${URL}/${campaignId}/reasons`,
      transformResponse: ({ data }: LeaveReasonsResponse) => data,
      providesTags: (_result, _error, id) => [{ type: 'Report', id }],
    }),
  }),
});

/** For `useDownload`. */
export const reasonsFileUrl = (campaignId: number): string => `${URL}/${campaignId}/reasons/csv`;
/** For `useDownload`. */
export const reportFileUrl = (campaignId: number, format: 'csv' | 'pdf'): string =>
  `${URL}/${campaignId}/${format}`;

export const { useReportsQuery, useReportQuery, useLeaveReasonsQuery } = reportsApi;
