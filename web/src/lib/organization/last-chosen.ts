const key = 'organization'

/** The organization that was looked at last on this device: where `/` leads to. */
export const lastChosen = {
  read(): string | null {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  },
  write(organizationId: string): void {
    try {
      localStorage.setItem(key, organizationId)
    } catch {
      // Storage is blocked: `/` leads to the first organization.
    }
  },
}
