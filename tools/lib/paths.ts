import path from 'node:path'

/** The folder of the checkout. */
export const root = path.resolve(import.meta.dirname, '../..')

export const inRoot = (...parts: string[]) => path.join(root, ...parts)

/** Where a program that npm installed lies. */
export const bin = (name: string) => inRoot('node_modules/.bin', name)

/** Where the local D1, the Durable Objects and the mailbox keep what they know, unless told otherwise. */
export const defaultState = inRoot('.wrangler/state')
