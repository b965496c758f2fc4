/**
 * What a request for no file of ours is answered with: the app's one page, whose router knows the address. `null` for the
 * API, and for a file of the app that is not there: a page in its place would be kept under its name for a year.
 */
export function pageFor(request: Request): Request | null {
  const { origin, pathname } = new URL(request.url)
  return /^\/(?:api|_app)\//.test(pathname) ? null : new Request(`${origin}/`, request)
}
