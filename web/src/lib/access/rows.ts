import { matches } from '#lib/commands/matches.ts'
import type { Grant, GrantChange, WorkspaceRole, WorkspaceView } from '#lib/domain.ts'
import { byName } from '#lib/format/by-name.ts'

/** A choice in a workspace's select; `none` is "No access". */
export type Access = WorkspaceRole | 'none'

/** A workspace as a row of "Workspace access". */
export type AccessRow = {
  workspaceId: string
  name: string
  held: Access
  /** Why it stays as it is, if so: another's workspace, or an archived one that holds nothing. */
  fixed?: 'not_managed' | 'archived'
  /** A promise in an archived workspace sleeps until it is restored; it can be taken away, not made (R19). */
  archived: boolean
}

type Source = {
  workspaces: WorkspaceView[]
  held: Grant[]
  /** The workspaces whose row may be changed. */
  changeable: 'all' | string[]
  /** Archived ones that nothing is held in stand at the end, and say why they can't be granted (R20). */
  showsArchived?: boolean
}

/** The rows to show: every workspace that can be granted, and those that are held whatever their state. */
export function accessRows({
  workspaces,
  held,
  changeable,
  showsArchived = false,
}: Source): AccessRow[] {
  const sleeping: AccessRow[] = []
  const rows = workspaces.toSorted(byName).flatMap(({ id, name, archivedAt }): AccessRow[] => {
    const access: Access = held.find(({ workspaceId }) => workspaceId === id)?.role ?? 'none'
    const mayChange = changeable === 'all' || changeable.includes(id)
    const row = { workspaceId: id, name, held: access, archived: archivedAt !== null }
    if (access === 'none' && archivedAt !== null) sleeping.push({ ...row, fixed: 'archived' })
    if (access === 'none' && (archivedAt !== null || !mayChange)) return []
    return [mayChange ? row : { ...row, fixed: 'not_managed' }]
  })
  // Where there is nothing to choose from, there is nothing to explain.
  return showsArchived && rows.length > 0 ? [...rows, ...sleeping] : rows
}

type Show = {
  /** A part of the name; everything fits an empty one. */
  search: string
  /** The workspaces that stand before the others. */
  first: ReadonlySet<string>
  most: number
}

/** The rows that are drawn, and how many more there are. */
export function rowsToShow(
  rows: AccessRow[],
  { search, first, most }: Show,
): { shown: AccessRow[]; more: number } {
  const found = rows.filter(({ name }) => matches(search, name))
  const isFirst = ({ workspaceId }: AccessRow) => first.has(workspaceId)
  const ordered = [...found.filter(isFirst), ...found.filter((row) => !isFirst(row))]
  return { shown: ordered.slice(0, most), more: Math.max(0, ordered.length - most) }
}

/** What was chosen, less what is so already: rows that aren't named stay as they are. */
export function accessChanges(rows: AccessRow[], chosen: Record<string, Access>): GrantChange[] {
  return rows.flatMap(({ workspaceId, held }) => {
    const access = chosen[workspaceId] ?? held
    return access === held ? [] : [{ workspaceId, role: access === 'none' ? null : access }]
  })
}
