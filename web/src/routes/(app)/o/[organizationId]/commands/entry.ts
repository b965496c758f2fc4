import type { Component } from 'svelte'

/** One thing that the command menu offers. */
export type Entry = {
  id: string
  label: string
  /** What tells it from others of the same name; found by, too. */
  detail?: string
  icon: Component<{ class?: string; 'aria-hidden'?: 'true' }>
  /** Why it can't be chosen now (R20). */
  reason?: string | undefined
  run: () => unknown
}

export type Group = { name: string; entries: Entry[] }
