/**
 * Whether the page follows its organization: `open`, what is shown stays true by itself; `connecting`, it will in a
 * moment; `lost`, it could not for a while, or there is no network, so what is shown may be out of date.
 */
export type LiveState = 'open' | 'connecting' | 'lost'

export const live = {
  get state(): LiveState {
    return state
  },
  become(next: LiveState) {
    state = next
  },
}

let state = $state<LiveState>('connecting')
