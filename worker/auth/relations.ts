import { relations } from 'drizzle-orm'
import { account } from '../../db/schema/account.ts'
import { session } from '../../db/schema/session.ts'
import { user } from '../../db/schema/user.ts'

/** With these, better-auth reads a session and its user in one query rather than two. */
export const authRelations = {
  userRelations: relations(user, ({ many }) => ({ accounts: many(account) })),
  accountRelations: relations(account, ({ one }) => ({
    user: one(user, { fields: [account.userId], references: [user.id] }),
  })),
  sessionRelations: relations(session, ({ one }) => ({
    user: one(user, { fields: [session.userId], references: [user.id] }),
  })),
}
