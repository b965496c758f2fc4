import { randomUUID } from 'node:crypto'
import { execute } from '../../tools/lib/local-database.ts'

/** Makes "Crowd 01" and so on members of an organization: more than could all be invited while a test waits. */
export function addCrowd(state: string, organizationId: string, count: number): void {
  const people = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    name: `Crowd ${String(index + 1).padStart(2, '0')}`,
    joinedAt: Date.now() - index * 60_000,
  }))
  const json = JSON.stringify(people)
  execute(
    state,
    `INSERT INTO user (id, name, email, email_verified, created_at, updated_at)
     SELECT value ->> 'id', value ->> 'name', (value ->> 'id') || '@crowd.test', 1, 1, 1 FROM json_each(?)`,
    json,
  )
  execute(
    state,
    `INSERT INTO membership (organization_id, user_id, role, joined_at)
     SELECT ?, value ->> 'id', 'member', value ->> 'joinedAt' FROM json_each(?)`,
    organizationId,
    json,
  )
}
