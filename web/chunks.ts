type Module = {
  code: string | null
  isEntry: boolean
  importedIds: readonly string[]
  importers: readonly string[]
  dynamicImporters: readonly string[]
}
type Modules = { getModuleInfo(id: string): Module | null }

/**
 * Into which file of scripts a module goes, where the bundler is not to find one: it would cut a file for each set of
 * pages that have something in common, and the first visit of the invitee's page would fetch fifty of them. What that
 * page shares with the app is one file, and what it shares with the other doors another; its own is the page's.
 */
export function chunkOf(id: string, modules: Modules): string | null {
  const users = usersOf(id, modules)
  if (users.includes(id) || !users.some(isInvitees) || knowsPage(id, modules)) return null
  if (!users.every(isDoor)) return 'shared'
  return users.length > 1 ? 'door' : null
}

/**
 * Whether it imports what SvelteKit tells its modules of the page, which it does after its first file was evaluated. A
 * chunk takes along what its modules import, and would be evaluated with that file, too early.
 */
function knowsPage(id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (id.endsWith('/runtime/client/payload.js')) return true
  if (seen.has(id)) return false
  seen.add(id)
  const imported = modules.getModuleInfo(id)?.importedIds ?? []
  return imported.some((one) => knowsPage(one, modules, seen))
}

/** What loads a module: pages, and what is fetched by itself. */
function usersOf(id: string, modules: Modules): string[] {
  const seen = new Set<string>()
  const users: string[] = []
  const climb = (place: string): void => {
    if (seen.has(place)) return
    seen.add(place)
    const module = modules.getModuleInfo(place)
    if (!module) return
    if (isRoute(place) || module.isEntry || module.dynamicImporters.length > 0) users.push(place)
    else for (const importer of importersOf(place, module, modules)) climb(importer)
  }
  climb(id)
  return users
}

/** Every message is imported by one list of them all; who uses it mentions it. */
function importersOf(id: string, { importers }: Module, modules: Modules): readonly string[] {
  const [, list, key] = /^(.+\/paraglide\/messages)\/(\w+)\.js$/.exec(id) ?? []
  if (!list || !key || key === '_index') return importers
  const mention = new RegExp(`\\bm\\.${key}\\b`)
  const readers = modules.getModuleInfo(`${list}.js`)?.importers ?? []
  return readers.filter((reader) => mention.test(modules.getModuleInfo(reader)?.code ?? ''))
}

const isRoute = (id: string) => /\/routes\/(?:.+\/)?\+(?:page|layout|error)\.svelte$/.test(id)
const isDoor = (id: string) => id.includes('/routes/(door)/')
/** SvelteKit's own, and what an invitation is shown in. */
const isInvitees = (id: string) =>
  /\/(?:client\/client-entry|client-optimized\/app)\.js$/.test(id) ||
  /\/routes\/(?:\(door\)\/(?:invite\/\+page|\+layout)|\+layout)\.svelte$/.test(id)
