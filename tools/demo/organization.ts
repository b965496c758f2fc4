import { createHash } from 'node:crypto'
import type { OrganizationRole, WorkspaceRole } from '../../worker/domain/roles.ts'

type DemoWorkspace = { name: string; description: string; createdAt: number }
type DemoPerson = {
  name: string
  email: string
  role: OrganizationRole
  /** What the four are for, in the words of the start screen. */
  standing: string
  joinedAt: number
  /** How long ago they were last seen when the demo is made, in milliseconds. */
  away: number
  grants: Record<string, WorkspaceRole>
}

const hour = 60 * 60 * 1000

export const organizationName = 'Acme'
export const foundedAt = Date.UTC(2026, 2, 2, 9, 30)

/** Of all four people, on this machine alone. */
export const password = 'Usher-demo-1'

export const workspaces: readonly DemoWorkspace[] = [
  { name: 'Web', description: 'The site and the shop', createdAt: Date.UTC(2026, 2, 2, 9, 41) },
  {
    name: 'Mobile',
    description: 'The apps for iOS and Android',
    createdAt: Date.UTC(2026, 2, 2, 9, 44),
  },
  { name: 'API', description: 'What the others talk to', createdAt: Date.UTC(2026, 3, 14, 13, 5) },
]

export const people: readonly DemoPerson[] = [
  {
    name: 'Olivia Owner',
    email: 'olivia@acme.test',
    role: 'owner',
    standing: 'Owner',
    joinedAt: foundedAt,
    away: hour / 2,
    grants: {},
  },
  {
    name: 'Adam Adler',
    email: 'adam@acme.test',
    role: 'admin',
    standing: 'Admin',
    joinedAt: Date.UTC(2026, 2, 9, 8, 12),
    away: 2 * hour,
    grants: {},
  },
  {
    name: 'Wanda Weber',
    email: 'wanda@acme.test',
    role: 'member',
    standing: 'Workspace manager of Web',
    joinedAt: Date.UTC(2026, 3, 20, 10, 3),
    away: 26 * hour,
    grants: { Web: 'manager' },
  },
  {
    name: 'Mika Mori',
    email: 'mika@acme.test',
    role: 'member',
    standing: 'member of Mobile',
    joinedAt: Date.UTC(2026, 6, 6, 6, 55),
    away: 5 * 24 * hour,
    grants: { Mobile: 'member' },
  },
]

/** The same id each time that the demo is made, in the shape of a UUID. */
export function demoId(what: string): string {
  const hex = createHash('sha256').update(`the demo: ${what}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
