export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The chosen theme; `system` follows the device. `app.html` applies it before the first paint. */
export const theme = {
  get chosen(): Theme {
    return chosen
  },
  choose(next: Theme) {
    chosen = next
    const { dataset } = document.documentElement
    if (next === 'system') delete dataset.theme
    else dataset.theme = next
    try {
      if (next === 'system') localStorage.removeItem('theme')
      else localStorage.setItem('theme', next)
    } catch {
      // Storage is blocked: the choice lasts as long as this page.
    }
  },
}

let chosen = $state<Theme>(applied())

function applied(): Theme {
  // While building there is no page.
  if (typeof document === 'undefined') return 'system'
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}
