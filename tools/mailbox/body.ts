import type { IncomingMessage } from 'node:http'
import { ApiRefusal } from './refusal.ts'

const largestBody = 5 * 1024 * 1024

/** The body of a request as text; throws an ApiRefusal when it is too large. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // The rest is still read, so that whoever sends it gets to read the answer.
    if (size <= largestBody) chunks.push(chunk)
  }
  if (size <= largestBody) return Buffer.concat(chunks).toString('utf8')
  throw new ApiRefusal(413, 'validation_error', `A request has at most ${largestBody} bytes.`)
}
