import * as z from 'zod'
import { mostInvitations, mostPromisedGrants } from '../domain/invitation/bounds.ts'
import { cleanName, isPlainText } from '../domain/name.ts'
import { organizationRoles, workspaceRoles } from '../domain/roles.ts'

const id = z.string().min(1).max(64)
const name = z.string().transform((raw, context) => {
  const clean = cleanName(raw)
  if (clean !== null) return clean
  context.addIssue({ code: 'custom', message: 'invalid_name' })
  return z.NEVER
})
const description = z
  .string()
  .trim()
  .max(2_000)
  .refine(isPlainText, { message: 'invalid_description' })

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

const countGrants = (rows: { grants?: unknown[] | undefined }[]) =>
  rows.reduce((sum, { grants: some = [] }) => sum + some.length, 0)

const sorts = ['joined', 'name', 'role', 'lastActive'] as const

const invitationStatusFilters = [
  'pending',
  'expired',
  'on_hold',
  'accepted',
  'declined',
  'canceled',
  'superseded',
  // All of history, and what is pending with a mail that did not arrive.
  'closed',
  'not_delivered',
] as const

export const inputs = {
  organization: {
    create: z.object({ ...operation, name }),
    stats: z.object(inOrganization),
    rename: z.object({ ...operation, ...inOrganization, name }),
    /** The name as whoever deletes it has typed it. */
    delete: z.object({ ...operation, ...inOrganization, name: z.string().max(1_000) }),
  },
  viewer: {
    rename: z.object({ name }),
    changePassword: z.object({
      currentPassword: z.string().max(1_000),
      newPassword: z.string().max(1_000),
    }),
    endSession: z.object({ sessionId: id }),
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
    usage: z.object({ ...inOrganization, workspaceId: id }),
  },
  member: {
    list: z.object({
      ...inOrganization,
      ...page,
      role: role.optional(),
      /** Those with a grant in it. */
      workspaceId: id.optional(),
      sort: z.enum(sorts).default('joined'),
      /** Without it: names and roles upwards, instants downwards. */
      direction: z.enum(['asc', 'desc']).optional(),
    }),
    removalPreview: z.object({ ...inOrganization, userId: id }),
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
    createMany: z.object({
      ...operation,
      ...inOrganization,
      /** Decides and answers all the same, and makes nothing. */
      dryRun: z.boolean().default(false),
      invitations: z
        .array(z.object({ email: z.string(), role, grants: grants.optional() }))
        .min(1)
        .max(mostInvitations)
        .refine((rows) => countGrants(rows) <= mostPromisedGrants, { message: 'too_many_grants' }),
    }),
    timeline: z.object({ ...inOrganization, invitationId: id }),
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
