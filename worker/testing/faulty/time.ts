import { vi } from 'vitest'

/** Has every timer ring a hundred times sooner while the work runs, in the objects as well: ten seconds are a tenth. */
export async function hastened<T>(work: () => Promise<T>): Promise<T> {
  const real = globalThis.setTimeout
  const sooner = (ring: () => void, milliseconds = 0) => real(ring, milliseconds / 100)
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(sooner as typeof real)
  try {
    return await work()
  } finally {
    spy.mockRestore()
  }
}

/**
 * Waits, in the script of an object, for what the test or another object brings about: workerd lets no object await
 * a promise that another one resolves.
 */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await scheduler.wait(1)
}
