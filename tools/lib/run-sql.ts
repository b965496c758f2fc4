import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { databaseName } from './local-database.ts'
import { wranglerMust } from './wrangler.ts'

/** Which D1: the one of this machine that lies in a state folder, or the one at Cloudflare. */
export type Target = { kind: 'local'; state: string } | { kind: 'remote' }

const place = (target: Target) =>
  target.kind === 'local' ? ['--local', '--persist-to', target.state] : ['--remote']

/** Runs statements in a D1, all or none of them. They go by a file: a command line can be read by every user of the machine. */
export async function runSql(
  target: Target,
  statements: readonly string[],
  sentence: string,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'usher-sql-'))
  const file = path.join(folder, 'statements.sql')
  try {
    writeFileSync(file, statements.join('\n'), { mode: 0o600 })
    await wranglerMust(
      ['d1', 'execute', databaseName, ...place(target), '--yes', '--file', file],
      sentence,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export type Rows = Record<string, unknown>[]

/** Rows of one query of a D1. */
export async function querySql(target: Target, sql: string, sentence: string): Promise<Rows> {
  const [first] = await queryAllSql(target, [sql], sentence)
  return first ?? []
}

/** The rows of each of some queries of a D1, which is asked once. */
export async function queryAllSql(
  target: Target,
  queries: readonly string[],
  sentence: string,
): Promise<Rows[]> {
  const sql = queries.join(';\n')
  const answer = await wranglerMust(
    ['d1', 'execute', databaseName, ...place(target), '--yes', '--json', '--command', sql],
    sentence,
  )
  return (JSON.parse(answer) as { results: Rows }[]).map(({ results }) => results)
}
