/** Where one is in a list that is read forwards by cursors: the pages before are remembered to go back to them. */
export function pages(size: number) {
  let cursors = $state<string[]>([])
  return {
    size,
    get cursor(): string | null {
      return cursors.at(-1) ?? null
    },
    /** How many rows the pages before this one hold. */
    get offset(): number {
      return cursors.length * size
    },
    next(cursor: string) {
      cursors = [...cursors, cursor]
    },
    previous() {
      cursors = cursors.slice(0, -1)
    },
    reset() {
      cursors = []
    },
  }
}

export type Pages = ReturnType<typeof pages>
