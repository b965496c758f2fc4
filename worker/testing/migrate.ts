import type { D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

declare global {
  namespace Cloudflare {
    interface Env {
      MIGRATIONS: D1Migration[]
    }
  }
}

// One transaction: `applyD1Migrations` takes one a statement, which for each file of tests are seconds.
await env.DB.batch(
  env.MIGRATIONS.flatMap(({ queries }) => queries).map((query) => env.DB.prepare(query)),
)
