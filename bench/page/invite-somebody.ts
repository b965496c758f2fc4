import { setTimeout as sleep } from 'node:timers/promises'
import { password, people } from '../../tools/demo/organization.ts'
import { Trouble } from '../../tools/lib/trouble.ts'

/** Has the demo's Owner invite an address that has no account. Answers the link in its mail. */
export async function inviteSomebody(app: string, mailbox: string): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: app }
  const signedIn = await fetch(`${app}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email: people[0]?.email, password }),
  })
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  const signed = { ...headers, cookie: cookies.join('; ') }
  const viewer = await dataOf<Viewer>(fetch(`${app}/api/trpc/viewer.get`, { headers: signed }))
  const email = 'nadia@northwind.test'
  const organizationId = viewer.memberships[0]?.organization.id
  await dataOf(
    fetch(`${app}/api/trpc/invitation.create`, {
      method: 'POST',
      headers: signed,
      body: JSON.stringify({ organizationId, email, role: 'admin' }),
    }),
  )
  return linkTo(email, mailbox)
}

type Viewer = { memberships: { organization: { id: string } }[] }

async function dataOf<T>(asked: Promise<Response>): Promise<T> {
  const answer = await asked
  if (!answer.ok) throw new Trouble(`Nobody could be invited: ${answer.status}`)
  const { result } = (await answer.json()) as { result: { data: T } }
  return result.data
}

async function linkTo(email: string, mailbox: string): Promise<string> {
  for (let left = 100; left > 0; left -= 1) {
    const messages = await fetch(`${mailbox}/messages?to=${encodeURIComponent(email)}`)
    const { items } = (await messages.json()) as { items: { text: string }[] }
    const [link] = /https?:\/\/\S+/.exec(items[0]?.text ?? '') ?? []
    if (link) return link
    await sleep(200)
  }
  throw new Trouble('The invitation never arrived.')
}
