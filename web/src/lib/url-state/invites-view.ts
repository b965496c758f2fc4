import {
  firstPlace,
  readOneOf,
  readPlace,
  readText,
  write,
  writePlace,
  type Place,
  type Said,
} from './params.ts'

/** What is still to be answered, by what it waits for. */
export const openStatuses = ['pending', 'expired', 'on_hold', 'not_delivered'] as const
/** History (R11): all of it, and how it ended. */
export const closedStatuses = ['closed', 'accepted', 'declined', 'canceled', 'superseded'] as const

export type InvitesStatus = (typeof openStatuses)[number] | (typeof closedStatuses)[number]

/** What is shown under "Pending invites", as it stands in the address. No status: what R11 lists. */
export type InvitesView = {
  search: string
  status: InvitesStatus | null
  workspaceId: string | null
  place: Place
}

const names = { page: 'invites-page', cursor: 'invites-cursor' }

export function readInvitesView(params: Said): InvitesView {
  return {
    search: readText(params, 'invites'),
    status: readOneOf(params, 'status', [...openStatuses, ...closedStatuses]),
    workspaceId: readText(params, 'invites-workspace') || null,
    place: readPlace(params, names.page, names.cursor),
  }
}

/** Changes the view in an address, and leaves what else stands there. A change of anything begins at the first page. */
export function writeInvitesView(params: URLSearchParams, changes: Partial<InvitesView>): void {
  const { search, status, workspaceId, place } = {
    ...readInvitesView(params),
    place: firstPlace,
    ...changes,
  }
  write(params, 'invites', search)
  write(params, 'status', status)
  write(params, 'invites-workspace', workspaceId)
  writePlace(params, names, place)
}

export function isClosed(status: InvitesStatus | null): boolean {
  return closedStatuses.some((closed) => closed === status)
}
