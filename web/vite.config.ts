import { createHash } from 'node:crypto'
import { cloudflare } from '@cloudflare/vite-plugin'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

/** What our libraries write into style attributes. The journeys fail where a new version writes another one. */
const stylesInMarkup = [
  // SvelteKit's announcer of pages, for screen readers.
  'position: absolute; left: 0; top: 0; clip: rect(0 0 0 0); clip-path: inset(50%); overflow: hidden; white-space: nowrap; width: 1px; height: 1px',
  // The commands of bits-ui's menu.
  'display: contents;',
]

const hashOf = (text: string) =>
  `sha256-${createHash('sha256').update(text).digest('base64')}` as const

export default defineConfig(({ command, isPreview }) => ({
  plugins: [
    tailwindcss(),
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
      emitReadme: false,
    }),
    sveltekit({
      adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html' }),
      // Into the page itself, with the hash of the one script that SvelteKit writes there. What a page can't say of
      // itself (who may frame it), and the same for what is no page, is in static/_headers.
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'base-uri': ['none'],
          'connect-src': ['self'],
          'font-src': ['self'],
          'form-action': ['self'],
          'img-src': ['self', 'data:'],
          'script-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-hashes', ...stylesInMarkup.map(hashOf)],
        },
      },
    }),
    // While developing, the same server runs the worker. It comes after sveltekit(): before it, every page is 404.
    // A build has no use for it: wrangler bundles the worker.
    ...(command === 'serve' && !isPreview
      ? [
          cloudflare({
            configPath: '../wrangler.toml',
            persistState: { path: '../.wrangler/state' },
          }),
        ]
      : []),
  ],
}))
