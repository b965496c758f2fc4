import { executeAll, query } from '../lib/local-database.ts'
import { demoId } from './organization.ts'
import { demoStatements } from './statements.ts'

/** Makes the demo in the migrated D1 of `state`, unless its organization is there: nothing of it is ever put back. */
export async function ensureDemo(state: string): Promise<void> {
  if (query(state, 'SELECT id FROM organization WHERE id = ?', demoId('organization')).length > 0)
    return
  executeAll(state, await demoStatements())
}
