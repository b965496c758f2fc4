import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What an invitation is found by: its address from the start of each of its words on. Triggers keep it. WITHOUT ROWID. */
export const invitationWord = sqliteTable(
  'invitation_word',
  {
    organizationId: text('organization_id').notNull(),
    word: text('word').notNull(),
    invitationId: text('invitation_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.word, table.invitationId] })],
)
