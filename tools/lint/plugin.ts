import path from 'node:path'
import { judgeImport } from './judge-import.ts'

// The parts of oxlint's plugin API, which is ESLint's, that are used here.
type Source = { value: unknown }
type Specifier = { type: string; importKind?: string; imported?: { name?: string } }
type ImportNode = {
  source: Source | null
  importKind?: string
  exportKind?: string
  specifiers?: Specifier[]
}
type Context = {
  cwd: string
  filename: string
  report: (found: { node: unknown; message: string }) => void
}

const importDirections = {
  create(context: Context) {
    const file = path.relative(context.cwd, context.filename).replaceAll(path.sep, '/')
    const look = (source: Source | null | undefined, isType: boolean) => {
      if (typeof source?.value !== 'string') return
      const message = judgeImport({ file, specifier: source.value, isType })
      if (message) context.report({ node: source, message })
    }
    const lookAtDeclaration = (node: ImportNode) => look(node.source, isTypeOnly(node))
    return {
      ImportDeclaration: lookAtDeclaration,
      ExportNamedDeclaration: lookAtDeclaration,
      ExportAllDeclaration: lookAtDeclaration,
      ImportExpression: (node: ImportNode) => look(node.source, false),
      TSImportType: (node: ImportNode) => look(node.source, true),
    }
  },
}

function isTypeOnly({ importKind, exportKind, specifiers = [] }: ImportNode): boolean {
  if (importKind === 'type' || exportKind === 'type') return true
  return specifiers.length > 0 && specifiers.every((specifier) => specifier.importKind === 'type')
}

const zodAsNamespace = {
  create(context: Context) {
    return {
      ImportDeclaration: (node: ImportNode) => {
        if (node.source?.value !== 'zod' || isTypeOnly(node)) return
        if (node.specifiers?.every(({ type }) => type === 'ImportNamespaceSpecifier')) return
        const message =
          "Write `import * as z from 'zod'`: by its name, z brings 105 kB into the bundle instead of 29."
        context.report({ node: node.source, message })
      },
    }
  },
}

export default {
  meta: { name: 'usher' },
  rules: { 'import-directions': importDirections, 'zod-as-namespace': zodAsNamespace },
}
