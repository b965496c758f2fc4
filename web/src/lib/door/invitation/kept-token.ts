const key = 'invitation'

/**
 * The token of the link, for the way to Google and back: that one can't carry a fragment, and nowhere else may the
 * token stand. Kept with the tab alone.
 */
export const keptToken = {
  /** Answers it and forgets it: one way back, and whoever uses the tab afterwards finds nothing. */
  take(): string {
    try {
      const token = sessionStorage.getItem(key) ?? ''
      sessionStorage.removeItem(key)
      return token
    } catch {
      return ''
    }
  },
  write(token: string): void {
    try {
      sessionStorage.setItem(key, token)
    } catch {
      // Storage is blocked: whoever comes back opens the link from the mail once more.
    }
  },
}
