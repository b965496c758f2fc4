import { QueryCache, QueryClient } from '@tanstack/svelte-query'
import { failureOf, isPassing, type Failure } from './failure.ts'

/** The client of the app's queries. `onFailure` hears of every query that failed for good. */
export function createQueryClient(onFailure: (failure: Failure) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => onFailure(failureOf(error)) }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failed, error) => failed < 2 && isPassing(failureOf(error)),
      },
      // Safe because every mutation carries its operation's id.
      mutations: { retry: (failed, error) => failed < 1 && isPassing(failureOf(error)) },
    },
  })
}
