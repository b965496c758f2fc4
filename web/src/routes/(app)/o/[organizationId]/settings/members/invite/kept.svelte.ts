import type { CurrentOrganization } from '#lib/organization/context.ts'

/** Makes one thing for each viewer and organization, which outlives the dialog, not the page. */
export function keptFor<Kept>(make: (organizationId: string) => Kept) {
  const all = new Map<string, Kept>()
  return ({ id, viewer }: CurrentOrganization): Kept => {
    const key = `${viewer.id} ${id}`
    // In a root of its own: what is derived in a dialog's would be dead with the dialog.
    if (!all.has(key)) $effect.root(() => void all.set(key, make(id)))
    return all.get(key) ?? make(id)
  }
}
