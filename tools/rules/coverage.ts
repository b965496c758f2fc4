import ts from 'typescript'

/** The rules that docs/rules.md lists, and the faults of docs/faults.md, in its order: "- **R1** …". */
export function idsIn(document: string): string[] {
  return Array.from(document.matchAll(/^- \*\*([RF]\d+)\*\*/gm), ([, id = '']) => id)
}

/** The titles of the tests and suites of a file, each as it stands in the source. */
export function titlesIn(name: string, source: string): string[] {
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments
      if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) {
        titles.push(title.getText())
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true))
  return titles
}

/** `test`, `test.only`, `test.each([…])`, `describe.each`…`` and the like. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return ['test', 'it', 'describe'].includes(callee.text)
  if (ts.isPropertyAccessExpression(callee)) return isTest(callee.expression)
  if (ts.isCallExpression(callee)) return isTest(callee.expression)
  return ts.isTaggedTemplateExpression(callee) && isTest(callee.tag)
}

/** For each rule or fault, the titles that name it. */
export function coverage(ids: readonly string[], titles: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const title of titles) {
    for (const [id] of title.matchAll(/\b[RF]\d+\b/g)) found.get(id)?.push(title)
  }
  return found
}
