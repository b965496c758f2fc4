/** The address of the sign-in page that leads back to where somebody was. */
export function signInPath(from: { pathname: string; search: string }): string {
  const next = from.pathname + from.search
  return next === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`
}

/** Where to go after signing in: only ever a path of this site, whatever the address bar says. */
export function nextPath(asked: string | null, origin: string): string {
  if (!asked?.startsWith('/') || !URL.canParse(asked, origin)) return '/'
  const url = new URL(asked, origin)
  return url.origin === origin ? url.pathname + url.search + url.hash : '/'
}
