/** Of the names of cookies. One that begins with `__Host-` is set by this host alone. */
export function cookiePrefixOf(appOrigin: string): string {
  return appOrigin.startsWith('https:') ? '__Host-usher' : 'usher'
}

/**
 * The value of a cookie as it stands in a request's header, of several with its name the first; `undefined` where there
 * is none.
 */
export function cookieIn(header: string | null, name: string): string | undefined {
  const given = `; ${header ?? ''}`
  const begin = `; ${name}=`
  const at = given.indexOf(begin)
  return at < 0 ? undefined : given.slice(at + begin.length).split(';', 1)[0]
}
