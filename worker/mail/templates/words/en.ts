import type { MailWords } from './index.ts'

export const en: MailWords = {
  roles: { owner: 'Owner', admin: 'Admin', member: 'Assigned per workspace' },
  workspaceManager: (workspace) => `${workspace} (Workspace manager)`,
  list: (items) => items.join(', '),
  andMore: (count) => `and ${count} more`,
  person: (name, email) => `${name} (${email})`,
  copyLink: 'If the button does not work, copy this link:',
  invitation: {
    subject: (sponsor, organization) =>
      sponsor === null
        ? `You are invited to join ${organization}`
        : `${sponsor} invited you to join ${organization}`,
    title: (organization) => `Join ${organization}`,
    lead: (sponsor, organization) =>
      sponsor === null
        ? `You are invited to join ${organization}.`
        : `${sponsor} invited you to join ${organization}.`,
    role: 'Role',
    workspaces: 'Workspaces',
    everyWorkspace: 'Every workspace',
    noWorkspace: 'None yet',
    button: 'See the invitation',
    validity: (email, until) => `It is meant for ${email} and can be accepted until ${until}.`,
    unexpected: 'You did not expect this? Ignore it: nothing happens unless you accept.',
  },
  resetPassword: {
    subject: 'Set a new password for Usher',
    title: 'Set a new password',
    lead: (name) =>
      `${name}, someone asked for a link to set a new password for your account. If it was you, go on with it.`,
    button: 'Set a new password',
    validity: (until) => `The link works once, within the hour: until ${until}.`,
    unexpected: 'You did not ask for this? Ignore it: your password stays as it is.',
  },
}
