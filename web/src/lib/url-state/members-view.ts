import { organizationRoles, type OrganizationRole } from '#lib/domain.ts'
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

export type MemberSort = 'joined' | 'name' | 'role' | 'lastActive'
export type Direction = 'asc' | 'desc'

/** What is shown under "Members", as it stands in the address. */
export type MembersView = {
  search: string
  role: OrganizationRole | null
  workspaceId: string | null
  sort: MemberSort
  direction: Direction
  place: Place
}

const sorts = ['joined', 'name', 'role', 'lastActive'] as const
const names = { page: 'page', cursor: 'cursor' }

/** As the API has it: names and roles upwards, instants downwards, newest first. */
export const usualDirection = (sort: MemberSort): Direction =>
  sort === 'name' || sort === 'role' ? 'asc' : 'desc'

export function readMembersView(params: Said): MembersView {
  const sort = readOneOf(params, 'sort', sorts) ?? 'joined'
  return {
    search: readText(params, 'members'),
    role: readOneOf(params, 'role', organizationRoles),
    workspaceId: readText(params, 'workspace') || null,
    sort,
    direction: readOneOf(params, 'direction', ['asc', 'desc']) ?? usualDirection(sort),
    place: readPlace(params, names.page, names.cursor),
  }
}

/** Changes the view in an address, and leaves what else stands there. A change of anything begins at the first page. */
export function writeMembersView(params: URLSearchParams, changes: Partial<MembersView>): void {
  const { search, role, workspaceId, sort, direction, place } = {
    ...readMembersView(params),
    place: firstPlace,
    ...changes,
  }
  write(params, 'members', search)
  write(params, 'role', role)
  write(params, 'workspace', workspaceId)
  write(params, 'sort', sort === 'joined' ? null : sort)
  write(params, 'direction', direction === usualDirection(sort) ? null : direction)
  writePlace(params, names, place)
}
