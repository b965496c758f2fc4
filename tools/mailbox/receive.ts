import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { accept, type Delivery } from './accept.ts'
import { readBody } from './body.ts'
import { recipientsIn } from './email.ts'
import type { Fault, Faults } from './faults.ts'
import { ApiRefusal } from './refusal.ts'
import { send } from './send.ts'
import type { Store } from './store.ts'

/** Where mails are handed in. */
export type Desk = {
  store: Store
  faults: Faults
  /** The idempotency keys of requests that are not decided yet. */
  underWay: Set<string>
  now: () => number
}

/** Takes what is sent and answers as the provider does, or fails as it was asked to. */
export async function receive(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const delivery = await deliveryOf(request)
  const { fault, usual } = await alone(desk.underWay, delivery.idempotencyKey, async () => {
    const fault = desk.faults.take(recipientsIn(delivery.body))
    if (fault && fault.delayMs > 0) await delay(fault.delayMs, undefined, { ref: false })
    const usual = takesMail(fault) ? accept(desk.store, delivery, desk.now()) : null
    return { fault, usual }
  })
  if (!fault || fault.answer === 'usual') return send(response, 200, usual)
  return fail(response, fault.answer)
}

async function deliveryOf(request: IncomingMessage): Promise<Delivery> {
  const { authorization } = request.headers
  const idempotencyKey = request.headers['idempotency-key']
  return {
    kind: request.url?.endsWith('/batch') ? 'batch' : 'one',
    authorization,
    idempotencyKey: Array.isArray(idempotencyKey) ? idempotencyKey[0] : idempotencyKey,
    body: await readBody(request),
  }
}

async function alone<T>(underWay: Set<string>, key: string | undefined, work: () => Promise<T>) {
  if (key === undefined) return work()
  if (underWay.has(key)) {
    throw new ApiRefusal(
      409,
      'concurrent_idempotent_requests',
      'Another request with this idempotency key is under way.',
    )
  }
  underWay.add(key)
  try {
    return await work()
  } finally {
    underWay.delete(key)
  }
}

function takesMail(fault: Fault | undefined): boolean {
  if (!fault || fault.answer === 'usual') return true
  return fault.takes ?? typeof fault.answer === 'string'
}

function fail(response: ServerResponse, answer: Exclude<Fault['answer'], 'usual'>): void {
  if (answer === 'hang') return
  if (answer === 'reset') {
    response.destroy()
    return
  }
  const { status, name, message, headers } = answer
  for (const [header, value] of Object.entries(headers)) response.setHeader(header, value)
  send(response, status, { statusCode: status, name, message })
}
