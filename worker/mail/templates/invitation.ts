import type { InvitationMail } from '../../domain/mail.ts'
import { markOf, type MailContent } from './content.ts'
import { utcInstant } from './instant.ts'
import { oneLine, plainName } from './name.ts'
import { words, type MailWords } from './words/index.ts'

/** More of them would bury the link; the invitation's page shows all. */
const mostWorkspaces = 20

/** The mail of an invitation (R39): who, into what, as what, until when. */
export function invitationContent(mail: InvitationMail): MailContent {
  const said = words[mail.locale]
  const organization = plainName(mail.organizationName)
  const sponsor = mail.sponsor && plainName(mail.sponsor.name)
  const person =
    mail.sponsor && said.person(plainName(mail.sponsor.name), oneLine(mail.sponsor.email))
  const { invitation } = said
  return {
    locale: mail.locale,
    subject: invitation.subject(sponsor, organization),
    mark: markOf(mail.organizationName),
    title: invitation.title(organization),
    lead: invitation.lead(person, organization),
    facts: [
      { label: invitation.role, value: said.roles[mail.role] },
      { label: invitation.workspaces, value: workspacesOf(mail, said) },
    ],
    button: invitation.button,
    validity: invitation.validity(oneLine(mail.email), utcInstant(mail.locale, mail.expiresAt)),
    copyLink: said.copyLink,
    unexpected: invitation.unexpected,
  }
}

function workspacesOf({ role, workspaces }: InvitationMail, said: MailWords): string {
  if (role !== 'member') return said.invitation.everyWorkspace
  if (workspaces.length === 0) return said.invitation.noWorkspace
  const named = workspaces.slice(0, mostWorkspaces).map((workspace) => {
    const name = plainName(workspace.name)
    return workspace.role === 'manager' ? said.workspaceManager(name) : name
  })
  const more = workspaces.length - named.length
  return said.list(more > 0 ? [...named, said.andMore(more)] : named)
}
