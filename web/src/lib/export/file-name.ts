// Windows forbids these; the rest would be invisible, or lead into another folder.
const unfit = /[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu
const longest = 80

/** "Acme members 2026-11-26.csv": the reader's own day, and a name that every file system takes. */
export function fileName(organization: string, content: string, now: Date): string {
  const letters = [...organization.replace(unfit, ' ').replace(/\s+/gu, ' ').trim()]
  const name = letters.slice(0, longest).join('').replace(/^\.+/u, '').trim()
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
  return `${[name, content, day].filter(Boolean).join(' ')}.csv`
}
