import { databaseName } from '../lib/local-database.ts'
import { wranglerMust } from '../lib/wrangler.ts'

/** Makes the D1 at Cloudflare if there is none of its name, and brings it up to date. */
export async function ensureRemoteDatabase(): Promise<void> {
  const listed = await wranglerMust(
    ['d1', 'list', '--json'],
    'Cloudflare could not be asked. Sign in with `npx wrangler login`, or set CLOUDFLARE_API_TOKEN. Nothing was changed.',
  )
  const names = (JSON.parse(listed) as { name: string }[]).map(({ name }) => name)
  if (!names.includes(databaseName)) {
    await wranglerMust(
      ['d1', 'create', databaseName],
      'The database could not be made. Nothing was changed.',
    )
    console.log(`Made the database ${databaseName}`)
  }
  await wranglerMust(
    ['d1', 'migrations', 'apply', databaseName, '--remote'],
    'The database could not be brought up to date, and nothing was deployed: the worker of before goes on.',
  )
}
