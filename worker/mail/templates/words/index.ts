import type { Locale } from '../../../domain/mail.ts'
import type { OrganizationRole } from '../../../domain/roles.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'

/** All that mails say, in one language. What is put in must have gone through `plainName` or `oneLine`. */
export type MailWords = {
  roles: Record<OrganizationRole, string>
  workspaceManager: (workspace: string) => string
  list: (items: string[]) => string
  andMore: (count: number) => string
  person: (name: string, email: string) => string
  copyLink: string
  invitation: {
    /** `sponsor` is a name, `null` when the system invites. */
    subject: (sponsor: string | null, organization: string) => string
    title: (organization: string) => string
    /** `sponsor` is what `person` made. */
    lead: (sponsor: string | null, organization: string) => string
    role: string
    workspaces: string
    everyWorkspace: string
    noWorkspace: string
    button: string
    validity: (email: string, until: string) => string
    unexpected: string
  }
  resetPassword: {
    subject: string
    title: string
    lead: (name: string) => string
    button: string
    validity: (until: string) => string
    unexpected: string
  }
}

export const words: Record<Locale, MailWords> = { en, ja }
