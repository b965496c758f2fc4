import { readdirSync, readFileSync } from 'node:fs'
import { inRoot } from './paths.ts'

const folder = inRoot('db/migrations')

/** The migrations' files, in the order in which they are applied. */
export function migrationFiles(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
}

export function readMigration(name: string): string {
  return readFileSync(`${folder}/${name}`, 'utf8')
}
