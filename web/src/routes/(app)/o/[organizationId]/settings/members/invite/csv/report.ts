import { save } from '#lib/export/save.ts'
import { m } from '#lib/paraglide/messages.js'
import { isProblem, type Told } from './csv-list.svelte.ts'
import { fateSentence } from './fate.ts'

/** The rows that were not invited as a file, each with its reason; mended, it can be brought here again. */
export async function saveReport(told: Told[]): Promise<void> {
  const { csvOf } = await import('#lib/csv/write.ts')
  const header = [m.email_address(), m.role(), m.workspaces(), m.csv_row(), m.csv_report_reason()]
  const rows = told
    .filter(isProblem)
    .map(({ row, fate }) => [
      row.email,
      row.role,
      row.workspaces,
      String(row.number),
      fateSentence(fate),
    ])
  save(csvOf(header, rows), m.csv_report_name())
}
