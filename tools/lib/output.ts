const colored = process.stdout.isTTY && !process.env['NO_COLOR']
const paint = (code: number) => (text: string) =>
  colored ? `\u001B[${code}m${text}\u001B[0m` : text

export const bold = paint(1)
export const dim = paint(2)
export const red = paint(31)
export const green = paint(32)

/** Does one step of a command and says so: a step that takes long must not look like one that hangs. */
export async function step<T>(what: string, run: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const slow = setTimeout(() => console.log(dim(`${what} …`)), 300)
  try {
    return await run()
  } finally {
    clearTimeout(slow)
    const took = performance.now() - began
    if (took >= 300) console.log(dim(`${what}: ${seconds(took)}`))
  }
}

export const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
