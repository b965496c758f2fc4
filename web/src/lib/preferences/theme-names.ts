import { m } from '#lib/paraglide/messages.js'
import type { Theme } from './theme.svelte.ts'

const names: Record<Theme, () => string> = {
  system: m.theme_system,
  light: m.theme_light,
  dark: m.theme_dark,
}

/** A theme as the app calls it. */
export function themeName(theme: Theme): string {
  return names[theme]()
}
