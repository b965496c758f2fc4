import { globSync, readFileSync, writeFileSync } from 'node:fs'
import adapter from '@sveltejs/adapter-static'
import type { Adapter } from '@sveltejs/kit'

const folder = 'build'

/**
 * The app as static files. SvelteKit waits for the root's error page before it shows anything, yet has no page load it
 * ahead (its node 1): that is a round trip more, unless the page says so.
 */
export function staticPages(): Adapter {
  const { name, adapt } = adapter({ pages: folder, assets: folder, fallback: 'index.html' })
  return {
    name,
    adapt: async (builder) => {
      await adapt(builder)
      const [errorPage] = globSync('_app/immutable/nodes/1.*.js', { cwd: folder })
      if (!errorPage) throw new Error('SvelteKit keeps the error page of the root elsewhere now')
      const preload = `<link href="/${errorPage}" rel="modulepreload">`
      for (const page of globSync(`${folder}/*.html`)) {
        writeFileSync(page, readFileSync(page, 'utf8').replace('</title>', `$&\n    ${preload}`))
      }
    },
  }
}
