import * as z from 'zod'
import { procedures } from './api.ts'
import type { Leaf } from './json.ts'

type Schema = {
  type?: string
  enum?: unknown[]
  format?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** Texts that nobody types: ids that the server made, and what a client makes or passes on. */
const madeByPrograms = new Set([
  'organizationId',
  'workspaceId',
  'userId',
  'invitationId',
  'sessionId',
  'operationId',
  'token',
  'cursor',
])

/** The places in a procedure's input for a text that a person types, by its schema: a new one is among them. */
export function typedFields(procedure: string): Leaf['path'][] {
  const inputs = procedures[procedure]?._def.inputs ?? []
  return inputs
    .flatMap((input) => textsIn(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })))
    .filter((path) => !madeByPrograms.has(String(path.at(-1))))
}

function textsIn(schema: object, path: Leaf['path'] = []): Leaf['path'][] {
  const { type, enum: choices, properties = {}, items, anyOf = [] } = schema as Schema
  if (type === 'string') return choices ? [] : [path]
  return [
    ...Object.entries(properties).flatMap(([key, part]) => textsIn(part, [...path, key])),
    ...(items ? textsIn(items, [...path, 0]) : []),
    ...anyOf.flatMap((part) => textsIn(part, path)),
  ]
}
