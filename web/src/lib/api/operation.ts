/**
 * An id for one intent of the user's. A retry of the same intent sends the same id, so that it takes effect once
 * also when an answer was lost on the way; another intent takes a `fresh` one.
 */
export function operation(): { readonly id: string; fresh(): void } {
  let id = crypto.randomUUID()
  return {
    get id() {
      return id
    },
    fresh() {
      id = crypto.randomUUID()
    },
  }
}
