import { save } from '#lib/export/save.ts'
import { m } from '#lib/paraglide/messages.js'

/** An empty list with its header, and rows that show how it is written, in the reader's language. */
export async function saveTemplate(): Promise<void> {
  const { csvOf } = await import('#lib/csv/write.ts')
  const header = [m.email_address(), m.role(), m.workspaces()]
  const manager = `Web:${m.workspace_role_manager()}`
  const rows = [
    ['nadia@example.com', m.role_member(), `${manager};Mobile`],
    ['ravi@example.com', m.role_admin(), ''],
  ]
  save(csvOf(header, rows), m.csv_template_name())
}
