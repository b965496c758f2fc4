import { createTRPCClient, httpLink } from '@trpc/client'
import type { inferRouterInputs } from '@trpc/server'
import type { AppRouter } from '../../../../worker/router/index.ts'

/** The API, typed. Queries take a `signal`; mutations an `operationId`, see `operation.ts`. */
export const api = createTRPCClient<AppRouter>({ links: [httpLink({ url: '/api/trpc' })] })

export type Inputs = inferRouterInputs<AppRouter>
