import { ApiRefusal } from './refusal.ts'

/** The JSON in a body; throws an ApiRefusal when it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new ApiRefusal(400, 'validation_error', 'The body is not JSON.')
  }
}
