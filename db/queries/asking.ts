import type { Viewer } from '../../worker/domain/records.ts'

/** Who asks for a page of which organization, and when. */
export type Asking = { organizationId: string; viewerId: string; now: number }

/** What a page query answers: `null` to whoever is no member of the organization. */
export type Answered<T> = (T & { viewer: Viewer }) | null

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
