import { isFloor, isUsher, type Figures, type SideFigures } from './figures.ts'
import { digits, nameOf } from './words.ts'

type Bar = { label: string; value: number; kind: 'usher' | 'peer' | 'floor' }

const shownAt = 8
const [width, labels, values] = [880, 300, 70]
const [barHeight, titleHeight, gap] = [18, 26, 16]

/** A chart of what each side took with 8 at once: CPU, or with a way to D1 the time until the answer. */
export function chart({ scenarios, isDistant }: Figures): string {
  const groups = scenarios
    .map(({ title, sides }) => ({ title, bars: sides.flatMap((side) => barOf(side, isDistant)) }))
    .filter(({ bars }) => bars.length > 0)
  const parts: string[] = []
  let y = 40
  for (const { title, bars } of groups) {
    const most = Math.max(...bars.map(({ value }) => value))
    parts.push(`<text class="title" x="16" y="${y + 12}">${escaped(title)}</text>`)
    y += titleHeight
    for (const bar of bars) {
      parts.push(barPart(bar, most, y))
      y += barHeight + 4
    }
    y += gap
  }
  const what = isDistant
    ? 'Milliseconds until the answer (p50), 3 to 8 ms to D1, 8 at once'
    : 'Milliseconds of CPU a request, 8 at once'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" role="img" aria-label="${what}">`,
    style,
    `<rect class="ground" width="${width}" height="${y}" />`,
    `<text class="what" x="16" y="24">${what}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

function barOf({ id, loads }: SideFigures, isDistant: boolean): Bar[] {
  const load = loads.find(({ connections }) => connections === shownAt)
  if (!load) return []
  const kind = isUsher(id) ? 'usher' : isFloor(id) ? 'floor' : 'peer'
  return [{ label: nameOf(id), value: isDistant ? load.p50 : load.cpu.median, kind }]
}

function barPart({ label, value, kind }: Bar, most: number, y: number): string {
  const length = Math.max(1, ((width - labels - values) * value) / most)
  const middle = y + barHeight - 5
  return [
    `<text x="${labels - 8}" y="${middle}" text-anchor="end">${escaped(label)}</text>`,
    `<rect class="${kind}" x="${labels}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="2" />`,
    `<text x="${(labels + length + 6).toFixed(1)}" y="${middle}">${digits(value)}</text>`,
  ].join('')
}

const style = `<style>
  text { font: 12px system-ui, sans-serif; fill: #27272a }
  .what { font-size: 14px; font-weight: 600 }
  .title { font-weight: 600 }
  .ground { fill: #ffffff }
  .usher { fill: #4f46e5 }
  .peer { fill: #a1a1aa }
  .floor { fill: #d4d4d8 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e4e7 }
    .ground { fill: #18181b }
    .usher { fill: #818cf8 }
    .peer { fill: #71717a }
    .floor { fill: #3f3f46 }
  }
</style>`

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
