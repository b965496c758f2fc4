import { hashPassword } from '../../worker/auth/password-hash.ts'
import { insert } from '../lib/sql.ts'
import {
  demoId,
  foundedAt,
  organizationName,
  password,
  people,
  workspaces,
} from './organization.ts'

const organization_id = demoId('organization')
const workspaceId = (name: string) => demoId(`workspace ${name}`)
const userId = (email: string) => demoId(`user ${email}`)

/** The SQL that makes the demo in an empty, migrated database. */
export async function demoStatements(now = Date.now()): Promise<string[]> {
  const accounts = await Promise.all(people.map(({ email }) => credential(email)))
  return [
    insert('organization', { id: organization_id, name: organizationName, created_at: foundedAt }),
    ...workspaces.map(({ name, description, createdAt }) =>
      insert('workspace', {
        id: workspaceId(name),
        organization_id,
        name,
        description,
        created_at: createdAt,
      }),
    ),
    ...people.map(({ name, email, joinedAt }) =>
      insert('user', {
        id: userId(email),
        name,
        email,
        email_verified: 1,
        created_at: joinedAt,
        updated_at: joinedAt,
      }),
    ),
    ...accounts,
    ...people.flatMap(({ email, role, joinedAt, away, grants }) => [
      insert('membership', {
        organization_id,
        user_id: userId(email),
        role,
        joined_at: joinedAt,
        last_active_at: now - away,
      }),
      ...Object.entries(grants).map(([workspace, workspaceRole]) =>
        insert('membership_grant', {
          organization_id,
          user_id: userId(email),
          workspace_id: workspaceId(workspace),
          role: workspaceRole,
        }),
      ),
    ]),
  ]
}

async function credential(email: string): Promise<string> {
  return insert('account', {
    id: demoId(`account ${email}`),
    user_id: userId(email),
    provider_id: 'credential',
    account_id: userId(email),
    password: await hashPassword(password),
    created_at: foundedAt,
    updated_at: foundedAt,
  })
}
