import { createContext } from 'svelte'
import type { OrganizationRole, MemberView, PersonView } from '#lib/domain.ts'

/** The organization that the address chooses, and who the viewer is in it. Its fields are reactive: don't take it apart. */
export type CurrentOrganization = {
  readonly id: string
  readonly name: string
  readonly role: OrganizationRole
  readonly viewer: PersonView
  /** The viewer as a member; `undefined` until it is known. */
  readonly own: MemberView | undefined
}

export const [useOrganization, provideOrganization] = createContext<CurrentOrganization>()

/** The workspaces of which the viewer is Workspace manager. */
export function managedBy(own: MemberView | undefined): string[] {
  return (own?.grants ?? []).flatMap(({ workspaceId, role }) =>
    role === 'manager' ? [workspaceId] : [],
  )
}
