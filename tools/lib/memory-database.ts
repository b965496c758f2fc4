import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { inRoot } from './paths.ts'

/** An empty database in memory with every migration applied: what a test runs our SQL on. */
export function memoryDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  const folder = inRoot('db/migrations')
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  for (const file of files.toSorted()) database.exec(readFileSync(`${folder}/${file}`, 'utf8'))
  return database
}
