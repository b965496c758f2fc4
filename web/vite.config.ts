import { cloudflare } from '@cloudflare/vite-plugin'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

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
          // That of SvelteKit's own announcer of pages, and no other; its journeys fail when it changes.
          'style-src-attr': [
            'unsafe-hashes',
            'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
          ],
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
