/** A table in Markdown, as prettier would have it; a column whose title begins with a space stands to the right. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const isRight = titles.map((title) => title.startsWith(' '))
  const all = [titles.map((title) => title.trim()), ...rows]
  const widths = titles.map((_, column) =>
    Math.max(3, ...all.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells
      .map((cell, at) =>
        isRight[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join(' | ')} |`
  const rule = widths.map((width, at) =>
    isRight[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  const [head = [], ...body] = all
  return [line(head), line(rule), ...body.map(line)].join('\n')
}
