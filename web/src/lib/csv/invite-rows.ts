import {
  addressKey,
  type Grant,
  type OrganizationRole,
  type WorkspaceRole,
  type WorkspaceView,
} from '#lib/domain.ts'
import type { TableRow } from './read-table.ts'

/** Why a row can't be sent, which is known before the server is asked. */
export type RowProblem =
  | { kind: 'no_address' }
  | { kind: 'unknown_role'; role: string }
  | { kind: 'unknown_workspace' | 'ambiguous_workspace' | 'archived_workspace'; workspace: string }
  | { kind: 'unknown_workspace_role'; role: string }
  | { kind: 'workspace_twice'; workspace: string }
  | { kind: 'twice'; row: number }

/** A row of the file, and what it asks for. */
export type InviteRow = {
  number: number
  /** As it stands in the file. */
  email: string
  role: string
  workspaces: string
} & (
  | { problem: RowProblem }
  | { problem?: never; invitation: { email: string; role: OrganizationRole; grants: Grant[] } }
)

type Column = 'email' | 'role' | 'workspaces'
export type InviteRows =
  { ok: true; rows: InviteRow[]; missing: Column[] } | { ok: false; problem: 'no_address_column' }

const columnNames: Record<Column, string[]> = {
  email: [
    'email',
    'emailaddress',
    'address',
    'mail',
    'mailaddress',
    'メールアドレス',
    'メール',
    'アドレス',
  ],
  role: ['role', 'organizationrole', 'ロール', '組織ロール', '役割', '権限'],
  workspaces: [
    'workspace',
    'workspaces',
    'workspaceaccess',
    'ワークスペース',
    'ワークスペースアクセス',
  ],
}
const roleNames: Record<OrganizationRole, string[]> = {
  owner: ['owner', 'オーナー'],
  admin: ['admin', 'administrator', '管理者'],
  member: ['member', 'assignedperworkspace', 'メンバー', 'ワークスペースごとに割り当て'],
}
const workspaceRoleNames: Record<WorkspaceRole, string[]> = {
  member: ['member', 'メンバー'],
  manager: ['manager', 'workspacemanager', 'ワークスペース管理者', '管理者'],
}

/**
 * What the rows of a file ask for: by its header's names in any order, or as address, role, workspaces without one. A
 * row without a role is of a member. Workspaces are separated by `;` or `|`, each with its role after a colon, or as
 * member.
 */
export function inviteRows(table: readonly TableRow[], workspaces: WorkspaceView[]): InviteRows {
  const header = headerOf(table[0]?.cells ?? [])
  const columns = header ?? { email: 0, role: 1, workspaces: 2 }
  const content = header ? table.slice(1) : table
  const hasAddress = content.some(({ cells }) => cells[columns.email ?? -1]?.includes('@'))
  if (columns.email === undefined || !(hasAddress || header)) {
    return { ok: false, problem: 'no_address_column' }
  }
  const width = Math.max(...table.map(({ cells }) => cells.length))
  const missing = (['role', 'workspaces'] as const).filter(
    (column) => (columns[column] ?? width) >= width,
  )
  const find = workspaceFinder(workspaces)
  const first = new Map<string, number>()
  const rows = content.map(({ number, cells }): InviteRow => {
    const cell = (column: Column) => cells[columns[column] ?? -1] ?? ''
    const row = { number, email: cell('email'), role: cell('role'), workspaces: cell('workspaces') }
    const key = addressKey(row.email)
    if (key === null) return { ...row, problem: { kind: 'no_address' } }
    const earlier = first.get(key)
    if (earlier !== undefined) return { ...row, problem: { kind: 'twice', row: earlier } }
    first.set(key, number)
    return { ...row, ...readRow(row, find) }
  })
  return { ok: true, rows, missing: [...missing] }
}

/** Where the columns are; `undefined` when the first row is no header. */
function headerOf(cells: readonly string[]): Partial<Record<Column, number>> | undefined {
  const names = cells.map(plain)
  const columns: Partial<Record<Column, number>> = {}
  for (const column of ['email', 'role', 'workspaces'] as const) {
    const at = names.findIndex((name) => columnNames[column].includes(name))
    if (at >= 0) columns[column] = at
  }
  return Object.keys(columns).length > 0 && !cells.some((cell) => cell.includes('@'))
    ? columns
    : undefined
}

/** What two spellings of one word share. */
function plain(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '')
}

type Find = (name: string) => WorkspaceView | 'none' | 'several'

function readRow(
  { email, role: roleText, workspaces }: { email: string; role: string; workspaces: string },
  find: Find,
):
  | { problem: RowProblem }
  | { invitation: { email: string; role: OrganizationRole; grants: Grant[] } } {
  const role = roleText === '' ? 'member' : named(roleNames, roleText)
  if (!role) return { problem: { kind: 'unknown_role', role: roleText } }
  const grants: Grant[] = []
  const parts = workspaces.split(/[;；|｜\n]/u).map((part) => part.trim())
  for (const part of parts.filter((part) => part !== '')) {
    const read = readGrant(part, find)
    if ('problem' in read) return read
    if (grants.some(({ workspaceId }) => workspaceId === read.workspaceId)) {
      return { problem: { kind: 'workspace_twice', workspace: part } }
    }
    grants.push(read)
  }
  return { invitation: { email, role, grants } }
}

/** `Web`, or `Web:manager`; a colon may also belong to the name. */
function readGrant(text: string, find: Find): Grant | { problem: RowProblem } {
  const [, start = text, end] = /^(.*)[:：]([^:：]*)$/su.exec(text) ?? []
  const whole = find(text)
  const takesWhole = end === undefined || whole !== 'none'
  const name = takesWhole ? text : start.trim()
  const found = takesWhole ? whole : find(name)
  if (found === 'none') return { problem: { kind: 'unknown_workspace', workspace: name } }
  if (found === 'several') return { problem: { kind: 'ambiguous_workspace', workspace: name } }
  if (found.archivedAt !== null) {
    return { problem: { kind: 'archived_workspace', workspace: name } }
  }
  const role = takesWhole ? 'member' : named(workspaceRoleNames, end.trim())
  if (!role) return { problem: { kind: 'unknown_workspace_role', role: end?.trim() ?? '' } }
  return { workspaceId: found.id, role }
}

function named<Role extends string>(names: Record<Role, string[]>, text: string): Role | undefined {
  const word = plain(text)
  return (Object.keys(names) as Role[]).find((role) => names[role].includes(word))
}

/** By the exact name first; else by any spelling of it. Those in use come before the archived ones. */
function workspaceFinder(workspaces: WorkspaceView[]): Find {
  const loose = (name: string) => name.normalize('NFKC').trim().toLowerCase()
  const exactly = Map.groupBy(workspaces, ({ name }) => name)
  const loosely = Map.groupBy(workspaces, ({ name }) => loose(name))
  return (name) => {
    const all = exactly.get(name) ?? loosely.get(loose(name)) ?? []
    const active = all.filter(({ archivedAt }) => archivedAt === null)
    const [found, other] = active.length > 0 ? active : all
    if (!found) return 'none'
    return other ? 'several' : found
  }
}
