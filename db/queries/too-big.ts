/** D1 takes and makes no text of more than 2 MB: https://developers.cloudflare.com/d1/platform/limits/ */
export function isTooBig(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return /SQLITE_TOOBIG|too big/i.test(error.message) || isTooBig(error.cause)
}
