import { DatabaseSync } from 'node:sqlite'
import { migrationFiles, readMigration } from './migrations.ts'

/** An empty database in memory with every migration applied: what a test runs our SQL on. */
export function memoryDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
  for (const name of migrationFiles()) database.exec(readMigration(name))
  return database
}
