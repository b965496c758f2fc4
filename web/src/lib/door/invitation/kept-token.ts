const key = 'invitation'

/**
 * The token of the link, for the way to Google and back: that one can't carry a fragment, and nowhere else may the
 * token stand. Kept with the tab alone.
 */
export const keptToken = {
  read(): string {
    try {
      return sessionStorage.getItem(key) ?? ''
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
  forget(): void {
    try {
      sessionStorage.removeItem(key)
    } catch {
      // Nothing was kept.
    }
  },
}
