/** A wait to tell somebody: from a minute on in whole minutes, rounded up, so that it has passed when they come back. */
export function wholeMinutes(seconds: number): number {
  return seconds <= 60 ? Math.max(1, Math.ceil(seconds)) : Math.ceil(seconds / 60) * 60
}
