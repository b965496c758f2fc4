let organization: string | undefined

/** A greeting to whoever has just joined an organization, left at the door for the app to say; once. */
export const welcome = {
  leave(name: string): void {
    organization = name
  },
  take(): string | undefined {
    const name = organization
    organization = undefined
    return name
  },
}
