import type { Verb } from '../commands.ts'
import type { Definition } from '../verb.ts'
import { accept } from './accept.ts'
import { approve } from './approve.ts'
import { cancel } from './cancel.ts'
import { changeGrants } from './change-grants.ts'
import { decline } from './decline.ts'
import { expire } from './expire.ts'
import { invite } from './invite.ts'
import { inviteMany } from './invite-many.ts'
import { changeMemberGrants } from './member-change-grants.ts'
import { changeRole } from './member-change-role.ts'
import { leave } from './member-leave.ts'
import { removeMember } from './member-remove.ts'
import { renameMember } from './member-rename.ts'
import { createOrganization } from './organization-create.ts'
import { deleteOrganization } from './organization-delete.ts'
import { renameOrganization } from './organization-rename.ts'
import { resend } from './resend.ts'
import {
  archiveWorkspace,
  createWorkspace,
  deleteWorkspace,
  restoreWorkspace,
  updateWorkspace,
} from './workspaces.ts'

/** Every verb that an organization's object carries out. */
export const verbs: { [V in Verb]: Definition<V> } = {
  'organization.create': createOrganization,
  'organization.rename': renameOrganization,
  'organization.delete': deleteOrganization,
  'workspace.create': createWorkspace,
  'workspace.update': updateWorkspace,
  'workspace.archive': archiveWorkspace,
  'workspace.restore': restoreWorkspace,
  'workspace.delete': deleteWorkspace,
  'member.changeRole': changeRole,
  'member.changeGrants': changeMemberGrants,
  'member.rename': renameMember,
  'member.remove': removeMember,
  'member.leave': leave,
  'invitation.create': invite,
  'invitation.createMany': inviteMany,
  'invitation.approve': approve,
  'invitation.resend': resend,
  'invitation.cancel': cancel,
  'invitation.changeGrants': changeGrants,
  'invitation.accept': accept,
  'invitation.decline': decline,
  'invitation.expire': expire,
}
