import { randomUUID } from 'node:crypto'
import { bootstrapOptions } from './bootstrap/options.ts'
import { bootstrapStatements, type FirstOwner } from './bootstrap/statements.ts'
import { command } from './lib/command.ts'
import { migrate } from './lib/local-database.ts'
import { querySql, runSql, type Target } from './lib/run-sql.ts'
import { Trouble } from './lib/trouble.ts'

await command(async (args) => {
  const { name, target, ...owner } = bootstrapOptions(args)
  if (target.kind === 'local') await migrate(target.state)
  const organization = await organizationFor(name, target)
  await runSql(
    target,
    bootstrapStatements({ organization, ...owner }, Date.now()),
    'The invitation could not be recorded. Nothing was changed.',
  )
  const place =
    target.kind === 'remote' ? 'at Cloudflare' : 'on this machine (for the deployed one: --remote)'
  console.log(
    `${owner.email} is invited as Owner of ${organization.name} ${place}. The mail goes out within a minute, ` +
      'and its link works for 72 hours. Should it be lost, run the same command again.',
  )
})

/**
 * The organization that is to have an Owner: a new one in an empty deployment, or the one that was made before
 * and that nobody has joined yet. Otherwise people are invited in the app.
 */
async function organizationFor(name: string, target: Target): Promise<FirstOwner['organization']> {
  const [first, ...others] = await querySql(
    target,
    `SELECT id, name, (SELECT count(*) FROM membership WHERE organization_id = organization.id) AS members
     FROM organization WHERE deleted_at IS NULL LIMIT 2`,
    'The database could not be asked. Is it there? npm run deploy makes it. Nothing was changed.',
  )
  if (!first) return { id: randomUUID(), name, isNew: true }
  if (first['name'] === name && first['members'] === 0 && others.length === 0) {
    return { id: String(first['id']), name, isNew: false }
  }
  throw new Trouble(
    `This deployment has an organization already: ${String(first['name'])}. Nothing was changed. ` +
      'Its Owners and Admins invite people in the app, and whoever has an account can create another organization.',
  )
}
