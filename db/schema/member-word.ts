import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a member is found by: `listed_as` from the start of each of its words on. Triggers keep it. WITHOUT ROWID. */
export const memberWord = sqliteTable(
  'member_word',
  {
    organizationId: text('organization_id').notNull(),
    word: text('word').notNull(),
    userId: text('user_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.word, table.userId] })],
)
