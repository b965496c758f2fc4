/** Of the names of cookies. One that begins with `__Host-` is set by this host alone. */
export function cookiePrefixOf(appOrigin: string): string {
  return appOrigin.startsWith('https:') ? '__Host-usher' : 'usher'
}
