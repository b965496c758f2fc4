import { eq } from 'drizzle-orm'
import { database } from '../../db/database.ts'
import { user } from '../../db/schema/index.ts'
import type { Env } from '../env.ts'

/** Changes an account's own name, which its memberships show unless an admin has given them another (R36). */
export async function renameAccount(
  env: Env,
  userId: string,
  { name, now }: { name: string; now: number },
): Promise<void> {
  await database(env.DB)
    .update(user)
    .set({ name, updatedAt: new Date(now) })
    .where(eq(user.id, userId))
}
