import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { inRoot } from '../../tools/lib/paths.ts'
import { chart } from './chart.ts'
import type { Figures } from './figures.ts'
import { heldTable } from './held.ts'
import { allTables } from './tables.ts'

const page = inRoot('docs/performance.md')

const captions = {
  direct: 'CPU a request',
  distance: 'Time until the answer, with a way to D1',
}

/** Keeps a whole run: as JSON and a chart in bench/results, and its tables in docs/performance.md. */
export function keep(figures: Figures): void {
  const name = figures.isDistant ? 'distance' : 'direct'
  mkdirSync(inRoot('bench/results'), { recursive: true })
  writeFileSync(inRoot(`bench/results/${name}.json`), `${JSON.stringify(figures, null, 2)}\n`)
  writeFileSync(inRoot(`bench/results/${name}.svg`), chart(figures))
  let text = readFileSync(page, 'utf8')
  text = replaced(text, `held ${name}`, heldTable(figures))
  const picture = `![${captions[name]}](../bench/results/${name}.svg)`
  text = replaced(text, `figures ${name}`, `${picture}\n\n${allTables(figures)}`)
  writeFileSync(page, text)
}

/** The page with another text between the two marks of a part. */
export function replaced(text: string, part: string, by: string): string {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- end of ${part} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`There is no place for the ${part}`)
  return `${text.slice(0, from)}${begin}\n\n${by}\n\n${text.slice(to)}`
}
