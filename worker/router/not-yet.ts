/** Stands for what the next commits bring. */
export function notYet<T>(): Promise<T> {
  return Promise.reject(new Error('not yet'))
}
