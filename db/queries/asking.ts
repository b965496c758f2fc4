import type { Viewer } from '../../worker/domain/records.ts'
import { given, type Given } from './kept.ts'

/** Who asks for a page of which organization, and when. */
export type Asking = { organizationId: string; viewerId: string; sessionId: string; now: number }

/** The same in the queries of pages, which are kept. */
export const asking = {
  organizationId: given('organizationId'),
  viewerId: given('viewerId'),
  sessionId: given('sessionId'),
  now: given('now'),
}

/** Who asks, for what must be known of them in a query. */
export type Of = { organizationId: Given<string>; viewerId: Given<string> }

/** What a page query answers: `null` to whoever is no member of the organization, or has no session any more. */
export type Answered<T> = (T & Asker) | null

/** Who it is for, and when they were seen last as far as that was noted. */
export type Asker = { viewer: Viewer; lastActiveAt: number | null }

export type PageOf<T> = {
  items: T[]
  nextCursor: string | null
  previousCursor: string | null
  total: number
  isTotalCapped: boolean
}

export type PageInput = {
  search?: string | undefined
  cursor?: string | null | undefined
  limit: number
}
