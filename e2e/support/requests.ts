/** The requests by which a page asks a procedure of the API, by itself or among others at once. */
export function requestsOf(procedure: string): RegExp {
  const name = procedure.replaceAll('.', '\\.')
  return new RegExp(`/api/trpc/(?:[\\w.,]+,)?${name}(?:,[\\w.,]+)?(?:\\?|$)`)
}
