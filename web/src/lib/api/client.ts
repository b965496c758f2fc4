import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../../../worker/router/index.ts'
import { bookmarkHeaders, bookmarked } from './bookmark.ts'
import { takeEarly } from './early.ts'

const url = '/api/trpc'
/** As many calls as the server takes in one request. */
const largestBatch = 20
/** In characters: what stands between a browser and the server may take no longer address. */
const longestUrl = 8_000

/**
 * The API, typed. Queries take a `signal`; mutations an `operationId`, see `command.ts`. What a page reads at once is
 * one request: its session is looked up once, and what it shows is there in one go. Each mutation goes by itself.
 */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'query',
      true: httpBatchLink({
        url,
        headers: bookmarkHeaders,
        fetch: (to, init) => bookmarked(fetch(to, init as RequestInit)),
        maxItems: largestBatch,
        maxURLLength: longestUrl,
      }),
      false: httpLink({
        url,
        fetch: (to, init) =>
          bookmarked(takeEarly(to, init?.body) ?? fetch(to, init as RequestInit)),
      }),
    }),
  ],
})

export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
