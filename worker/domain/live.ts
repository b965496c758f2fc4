/** What an open page and its organization say to each other, at `GET /api/live`. */
import type { Topic } from './concern.ts'

/** All that the page is told: what it should read again, and the bookmark to read it with. An older object sends none. */
export type LiveMessage = { changed: Topic[]; bookmark?: string | undefined }

/** All that the page may say, to learn whether it is still connected. It is answered without waking the object. */
export const ping = 'ping'
export const pong = 'pong'

/** Why a connection was ended, as the code of its close. After these a page does not simply come again. */
export const closings = {
  /** It said something else than `ping`. */
  onlyListens: 4400,
  sessionEnded: 4401,
  noMember: 4404,
  /** The same user has opened too many others since. */
  oneOfTooMany: 4429,
} as const

/** The code of the close after which a page comes again by itself, and reads everything: "service restart". */
export const comeAgain = 1012
