import type { Snippet } from 'svelte'
import type { ButtonLook } from '#lib/components/Button.svelte'

/** Something that is done to many rows, and the words for it; a dialog asks back, and is called by `Title`. */
export type Deed<Row> = {
  /** What it means for them. */
  text: string
  /** What it opens or takes, where that is more than one would think. */
  notice?: string
  confirm: string
  keep: string
  /** What the dialog is called once it is over. */
  told: (counts: { done: string; total: string }) => string
  look: ButtonLook
  whyNot: (row: Row) => string | undefined
  carryOut: (row: Row, operationId: string) => Promise<unknown>
}

/** Where it is chosen in the dialog what to do. */
export type Choice = {
  fields: Snippet
  /** What the button says before. */
  confirm: string
  /** What is missing before. */
  missing: string
}

/** What the dialog is called while it asks, and while it is done. */
export type Title = (count: number) => string

/** How rows are called, and told apart. */
export type Naming<Row> = {
  idOf: (row: Row) => string
  nameOf: (row: Row) => string
  /** What tells apart those of one name. */
  detailOf?: (row: Row) => string
}
