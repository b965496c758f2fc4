import type { Item } from './choose.ts'
import type { Heard } from './perform.ts'

/** What took place, in numbers. */
export class Tally {
  steps = 0
  rounds = 0
  /** What was done against the rules, and how to see it again. */
  failure: string | undefined
  readonly counts = new Map<string, Map<string, number>>()

  step(item: Item, heard: Heard | null): void {
    this.steps += 1
    const what = item.kind === 'command' ? item.command.verb : item.kind
    this.#add('done', what, 1)
    this.#add('heard', wordOf(heard), 1)
  }

  /** A round trip to D1, of so many commands together. */
  trip(commands: number): void {
    this.#add('trips', commands === 1 ? 'of one' : `of ${commands} together`, 1)
  }

  count(kind: string, some: ReadonlyMap<string, number>): void {
    for (const [name, count] of some) this.#add(kind, name, count)
  }

  #add(kind: string, name: string, count: number): void {
    const of = this.counts.get(kind) ?? new Map<string, number>()
    this.counts.set(kind, of.set(name, (of.get(name) ?? 0) + count))
  }
}

function wordOf(heard: Heard | null): string {
  if (heard === null) return 'nothing (given up)'
  if (heard.ok === 'none') return 'nothing (broken)'
  return heard.ok ? 'ok' : heard.refusal.reason
}
