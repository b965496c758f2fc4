import path from 'node:path'

/** The files and folders that a document names, from the root of the checkout: in backticks, or as where a link leads. */
export function pathsNamedIn(document: string, folder: string): string[] {
  const quoted = document.matchAll(/`((?:worker|db|web|tools|e2e|docs)\/[^`\s]+)`/g)
  const linked = document.matchAll(/\]\((?![a-z]+:|#)([^)#]+)(?:#[^)]*)?\)/g)
  return [
    ...new Set([
      ...Array.from(quoted, ([, named = '']) => named),
      ...Array.from(linked, ([, to = '']) => path.posix.join(folder, to)),
    ]),
  ]
}
