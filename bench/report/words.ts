import type { Spread } from '../measure/statistics.ts'

/** Three digits that mean something, as many as a figure is good for. */
export function digits(value: number): string {
  if (value === 0) return '0'
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toFixed(Math.min(places, 3))
}

/** The median, and in brackets the least and the most of the rounds. */
export const spread = ({ median, least, most }: Spread) =>
  `${digits(median)} (${digits(least)}–${digits(most)})`

const names: Record<string, string> = {
  usher: 'Usher',
  'usher-grant': 'Usher, with a grant',
  'usher-500': 'Usher, 500',
  'usher-10000': 'Usher, of 10,000',
  'usher-100000': 'Usher, of 100,000',
  'usher-invite': 'Usher, invite',
  'usher-accept': 'Usher, accept',
  peer: 'better-auth',
  'peer-team': 'better-auth, with a team',
  json: 'floor: constant JSON',
  batch: 'floor: a batch of four',
  object: 'floor: object, queue, batch of four',
  read: 'floor: 100 of 10,000 rows',
  accept: 'floor: a batch of three',
}

/** A side by its name for people. */
export const nameOf = (side: string) => names[side] ?? side
