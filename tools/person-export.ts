import { writeFileSync } from 'node:fs'
import { command } from './lib/command.ts'
import { migrate } from './lib/local-database.ts'
import { queryAllSql } from './lib/run-sql.ts'
import { personOptions } from './person/options.ts'
import { personQueries } from './person/queries.ts'

await command(async (args) => {
  const { emailKey, target, out } = personOptions('export', args)
  if (target.kind === 'local') await migrate(target.state)
  const queries = personQueries(emailKey)
  const rows = await queryAllSql(
    target,
    Object.values(queries),
    'The database could not be asked. Nothing was changed.',
  )
  const parts = Object.keys(queries).map((name, at) => [name, rows[at]])
  const json = `${JSON.stringify(Object.fromEntries(parts), null, 2)}\n`
  if (out === null) {
    process.stdout.write(json)
    return
  }
  writeFileSync(out, json, { mode: 0o600 })
  console.log(`Wrote ${out}. It holds personal data: hand it over by a safe way, then delete it.`)
})
