import type {
  PublicPages,
  PublicPagesPreview,
  PublicPagesPreviewRequest,
  PublicPagesPreviewResponse,
  PublicPagesResponse,
  PublicPagesState,
} from '../../contracts';
import { api, BASE } from './api';

const URL = `${BASE}/public-pages`;

const publicPagesApi = api.injectEndpoints({
  endpoints: (builder) => ({
    publicPages: builder.query<PublicPagesState, void>({
      query: () => URL,
      transformResponse: ({ data }: PublicPagesResponse) => data,
      providesTags: ['PublicPages'],
    }),
    /** The colour is the institution's, which the settings show, too. */
    updatePublicPages: builder.mutation<PublicPagesState, PublicPages>({
      query: (data) => ({ url: URL, method: 'PUT', data }),
      transformResponse: ({ data }: PublicPagesResponse) => data,
      invalidatesTags: ['PublicPages', 'Settings'],
    }),
    publicPagesPreview: builder.query<PublicPagesPreview, PublicPagesPreviewRequest>({
      query: (data) => ({ url: `${URL}/preview`, method: 'POST', data }),
      transformResponse: ({ data }: PublicPagesPreviewResponse) => data,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const { usePublicPagesQuery, useUpdatePublicPagesMutation, usePublicPagesPreviewQuery } =
  publicPagesApi;
