const streamed = 'application/jsonl'

/**
 * The request as one that asks for no stream: of that the headers would go out before its procedures have added theirs,
 * the cookie of a session or `Retry-After`.
 */
export function unstreamed(request: Request): Request {
  const asksFor = (name: string) => request.headers.get(name)?.includes(streamed)
  if (!asksFor('trpc-accept') && !asksFor('accept')) return request
  const headers = new Headers(request.headers)
  headers.delete('trpc-accept')
  headers.delete('accept')
  return new Request(request, { headers })
}
