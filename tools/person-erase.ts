import { command } from './lib/command.ts'
import { migrate } from './lib/local-database.ts'
import { queryAllSql, runSql, type Target } from './lib/run-sql.ts'
import { Trouble } from './lib/trouble.ts'
import { erasingStatements } from './person/erasing.ts'
import { personOptions } from './person/options.ts'
import { onlyOwnerQuery, personQueries } from './person/queries.ts'

await command(async (args) => {
  const { emailKey, target, isMeant } = personOptions('erase', args)
  if (target.kind === 'local') await migrate(target.state)
  const found = await look(emailKey, target)
  if (!isMeant) {
    console.log(`There is of ${emailKey}: ${found}.\nNothing was changed. To erase it, say --yes.`)
    return
  }
  await runSql(
    target,
    erasingStatements(emailKey, Date.now()),
    'Nothing was changed: somebody may have become the only Owner of an organization just now. Run the command again.',
  )
  console.log(
    `Erased what there was of ${emailKey}: ${found}.\nCopies of the database that were made before still have it.`,
  )
})

/** What is there, in words; a Trouble where it must not go, or where there is nothing. */
async function look(emailKey: string, target: Target): Promise<string> {
  const queries = personQueries(emailKey)
  const [only = [], ...rows] = await queryAllSql(
    target,
    [onlyOwnerQuery(emailKey), ...Object.values(queries)],
    'The database could not be asked. Nothing was changed.',
  )
  if (only.length > 0) {
    const names = only.map(({ name }) => String(name)).join(', ')
    throw new Trouble(
      `${emailKey} is the only Owner of ${names}. Nothing was changed. ` +
        'Make somebody else Owner there, or delete the organization, in the app; then run the command again.',
    )
  }
  const counts = Object.keys(queries)
    .map((name, at) => ({ name, count: rows[at]?.length ?? 0 }))
    .filter(({ count }) => count > 0)
  if (counts.length === 0) throw new Trouble(`There is nothing of ${emailKey} here.`)
  return counts.map(({ name, count }) => `${count} ${wordsOf(name)}`).join(', ')
}

function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
