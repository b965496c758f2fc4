import { executeAll, query } from '../lib/local-database.ts'
import { demoId } from './organization.ts'
import { largeStatements } from './large-statements.ts'
import { globex } from './large.ts'
import { demoStatements } from './statements.ts'

/** Makes the demo in the migrated D1 of `state`, unless its organization is there: nothing of it is ever put back. */
export async function ensureDemo(state: string): Promise<void> {
  if (query(state, 'SELECT id FROM organization WHERE id = ?', demoId('organization')).length > 0)
    return
  executeAll(state, await demoStatements())
}

/** Adds Globex to the demo, unless it is there. Answers whether it was added. */
export function ensureLarge(state: string): boolean {
  if (query(state, 'SELECT id FROM organization WHERE id = ?', globex.id).length > 0) return false
  executeAll(state, largeStatements())
  return true
}
