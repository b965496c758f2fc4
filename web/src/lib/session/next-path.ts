/** The address of the sign-in page that leads back to where somebody was. */
export function signInPath(from: { pathname: string; search: string }): string {
  const next = from.pathname + from.search
  return next === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`
}

/** Where to go after signing in: only ever a path of this site, whatever the address bar says. */
export function nextPath(asked: string | null, origin: string): string {
  if (!asked?.startsWith('/') || !URL.canParse(asked, origin)) return '/'
  const { origin: site, pathname, search, hash } = new URL(asked, origin)
  // Dots are folded away: what is left of `/.//elsewhere.test` would be read as another site's address.
  return site === origin && !pathname.startsWith('//') ? pathname + search + hash : '/'
}
