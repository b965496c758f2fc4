import type { InvitationMail, Locale } from '../mail.ts'
import type { InvitationRecord, Person, WorkspaceRecord } from '../records.ts'

/** What the mail of a sending says (R39). Workspaces that are archived sleep (R19) and are not spoken of. */
export function invitationMail(
  invitation: Pick<InvitationRecord, 'email' | 'role' | 'grants' | 'expiresAt'>,
  sponsor: Person,
  organizationName: string,
  workspaces: readonly WorkspaceRecord[],
  locale: Locale,
): InvitationMail {
  return {
    kind: 'invitation',
    locale,
    organizationName,
    sponsor: { name: sponsor.name, email: sponsor.email },
    email: invitation.email,
    role: invitation.role,
    workspaces: offeredWorkspaces(invitation, workspaces),
    expiresAt: invitation.expiresAt,
  }
}

/** The active workspaces that an invitation offers, by name. */
export function offeredWorkspaces(
  { grants }: Pick<InvitationRecord, 'grants'>,
  workspaces: readonly WorkspaceRecord[],
): InvitationMail['workspaces'] {
  return grants.flatMap(({ workspaceId, role }) => {
    const workspace = workspaces.find(({ id }) => id === workspaceId)
    return workspace && workspace.archivedAt === null ? [{ name: workspace.name, role }] : []
  })
}
