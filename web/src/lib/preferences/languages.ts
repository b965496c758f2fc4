import type { Locale } from '#lib/paraglide/runtime.js'

/** Every language by its own name, which is the same in all of them. */
export const languages: Record<Locale, string> = { en: 'English', ja: '日本語' }
