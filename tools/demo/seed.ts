import { query } from '../lib/local-database.ts'
import { runSql } from '../lib/run-sql.ts'
import { demoId } from './organization.ts'
import { demoStatements } from './statements.ts'

/** Makes the demo in the migrated D1 of `state`, unless its organization is there: nothing of it is ever put back. */
export async function ensureDemo(state: string): Promise<boolean> {
  if (query(state, 'SELECT id FROM organization WHERE id = ?', demoId('organization')).length > 0)
    return false
  await runSql(
    { kind: 'local', state },
    await demoStatements(),
    'The demo could not be made. Make it anew with: npm run demo:reset',
  )
  return true
}
