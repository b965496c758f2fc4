import type { Grant, GrantChange, WorkspaceRole, WorkspaceView } from '#lib/domain.ts'

/** A choice in a workspace's select; `none` is "No access". */
export type Access = WorkspaceRole | 'none'

/** A workspace as a row of "Workspace access". */
export type AccessRow = {
  workspaceId: string
  name: string
  held: Access
  /** Why it stays as it is, if so: another's workspace, or an archived one that holds nothing. */
  fixed?: 'not_managed'
  /** A promise in an archived workspace sleeps until it is restored; it can be taken away, not made (R19). */
  archived: boolean
}

type Source = {
  workspaces: WorkspaceView[]
  held: Grant[]
  /** The workspaces whose row may be changed. */
  changeable: 'all' | string[]
}

/** The rows to show: every workspace that can be granted, and those that are held whatever their state. */
export function accessRows({ workspaces, held, changeable }: Source): AccessRow[] {
  return workspaces.flatMap(({ id, name, archivedAt }): AccessRow[] => {
    const access: Access = held.find(({ workspaceId }) => workspaceId === id)?.role ?? 'none'
    const mayChange = changeable === 'all' || changeable.includes(id)
    if (access === 'none' && (archivedAt !== null || !mayChange)) return []
    const row = { workspaceId: id, name, held: access, archived: archivedAt !== null }
    return [mayChange ? row : { ...row, fixed: 'not_managed' }]
  })
}

/** What was chosen, less what is so already: rows that aren't named stay as they are. */
export function accessChanges(rows: AccessRow[], chosen: Record<string, Access>): GrantChange[] {
  return rows.flatMap(({ workspaceId, held }) => {
    const access = chosen[workspaceId] ?? held
    return access === held ? [] : [{ workspaceId, role: access === 'none' ? null : access }]
  })
}
