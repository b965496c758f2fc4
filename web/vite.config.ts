import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cloudflare } from '@cloudflare/vite-plugin'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { chunkOf } from './chunks.ts'
import { staticPages } from './static-pages.ts'

/** What our libraries write into style attributes. The journeys fail where a new version writes another one. */
const stylesInMarkup = [
  // SvelteKit's announcer of pages, for screen readers.
  'position: absolute; left: 0; top: 0; clip: rect(0 0 0 0); clip-path: inset(50%); overflow: hidden; white-space: nowrap; width: 1px; height: 1px',
  // The commands of bits-ui's menu.
  'display: contents;',
]

const hashOf = (text: string) =>
  `sha256-${createHash('sha256').update(text).digest('base64')}` as const

/** The script that stands in every page, before the app's own; see there why. */
const [, script = ''] =
  /<script>(.*?)<\/script>/s.exec(readFileSync(new URL('src/app.html', import.meta.url), 'utf8')) ??
  []

export default defineConfig(({ command, isPreview }) => ({
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: { codeSplitting: { groups: [{ name: chunkOf, priority: -1 }] } },
        },
      },
    },
  },
  plugins: [
    tailwindcss(),
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
      emitReadme: false,
    }),
    sveltekit({
      adapter: staticPages(),
      // A page's own address may have any number of slashes.
      paths: { relative: false },
      // The styles stand in the page: it is painted when it is there, and waits for nothing else.
      inlineStyleThreshold: 100_000,
      // Into the page itself, with the hashes of what stands in it: our script, SvelteKit's and the styles. What a page
      // can't say of itself (who may frame it), and the same for what is no page, is in static/_headers.
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'base-uri': ['none'],
          'connect-src': ['self'],
          'font-src': ['self'],
          'form-action': ['self'],
          'img-src': ['self', 'data:'],
          'script-src': ['self', hashOf(script)],
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
