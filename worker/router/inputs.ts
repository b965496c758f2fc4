import * as z from 'zod'
import { cleanName } from '../domain/name.ts'
import { organizationRoles, workspaceRoles } from '../domain/roles.ts'

const id = z.string().min(1).max(64)
const name = z.string().transform((raw, context) => {
  const clean = cleanName(raw)
  if (clean !== null) return clean
  context.addIssue({ code: 'custom', message: 'invalid_name' })
  return z.NEVER
})
const description = z.string().trim().max(2_000)

/** What a client makes once per deed, so that sending it again is harmless. */
const operation = { operationId: z.uuid().optional() }
const inOrganization = { organizationId: id }
const role = z.enum(organizationRoles)
/** Each workspace at most once (R7): of two rows for one, nobody could say which counts. */
const grants = z
  .array(z.object({ workspaceId: id, role: z.enum(workspaceRoles).nullable() }))
  .max(1_000)
  .refine((rows) => new Set(rows.map(({ workspaceId }) => workspaceId)).size === rows.length, {
    message: 'duplicate_workspace',
  })
const page = {
  search: z.string().max(254).optional(),
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(25),
}
/** Of any length: whatever is no genuine link's token gets the one answer for those (R29). */
const token = z.string()

const invitationStatusFilters = [
  'pending',
  'expired',
  'on_hold',
  'accepted',
  'declined',
  'canceled',
  'superseded',
] as const

export const inputs = {
  organization: {
    create: z.object({ ...operation, name }),
    stats: z.object(inOrganization),
  },
  workspace: {
    list: z.object(inOrganization),
    create: z.object({
      ...operation,
      ...inOrganization,
      name,
      description: description.optional(),
    }),
    update: z.object({
      ...operation,
      ...inOrganization,
      workspaceId: id,
      name: name.optional(),
      description: description.optional(),
    }),
    one: z.object({ ...operation, ...inOrganization, workspaceId: id }),
  },
  member: {
    list: z.object({ ...inOrganization, ...page, role: role.optional() }),
    changeRole: z.object({ ...operation, ...inOrganization, userId: id, role }),
    changeGrants: z.object({ ...operation, ...inOrganization, userId: id, grants }),
    rename: z.object({ ...operation, ...inOrganization, userId: id, name }),
    one: z.object({ ...operation, ...inOrganization, userId: id }),
    leave: z.object({ ...operation, ...inOrganization }),
  },
  invitation: {
    list: z.object({
      ...inOrganization,
      ...page,
      status: z.enum(invitationStatusFilters).optional(),
      workspaceId: id.optional(),
    }),
    create: z.object({
      ...operation,
      ...inOrganization,
      email: z.string(),
      role,
      grants: grants.optional(),
    }),
    one: z.object({ ...operation, ...inOrganization, invitationId: id }),
    changeGrants: z.object({ ...operation, ...inOrganization, invitationId: id, grants }),
    open: z.object({ token }),
    createAccount: z.object({
      ...operation,
      token,
      name,
      password: z.string().max(1_000),
    }),
    accept: z.object({ ...operation, token, contentVersion: z.number().int() }),
    decline: z.object({ ...operation, token }),
  },
}
