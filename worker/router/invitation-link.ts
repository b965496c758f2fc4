import { database } from '../../db/database.ts'
import { noteOpening } from '../../db/queries/note-opening.ts'
import { invitationOfLink, type LinkedInvitation } from '../../db/queries/open-invitation.ts'
import { createAccount as makeAccount, type SignedIn } from '../auth/create-account.ts'
import { countDoubtfulToken } from '../auth/limits.ts'
import type { Claim } from '../auth/session.ts'
import { signInAgain } from '../auth/sign-in-again.ts'
import { passOn } from '../bookmark.ts'
import { configuration } from '../configuration.ts'
import { databaseFor, databasesOf, placeFor } from '../database-for.ts'
import { presentOpened } from '../domain/invitation/open.ts'
import { refuseOpening } from '../domain/invitation/permissions.ts'
import { passwordProblem } from '../domain/password.ts'
import type { OpenedInvitation } from '../domain/views.ts'
import { logFailure } from '../log/failure.ts'
import { readToken, type Link } from '../links/token.ts'
import { sendCommand } from '../organization/client.ts'
import { command } from './command.ts'
import type { Context } from './context.ts'
import { InputProblem, RefusedError, unwrap } from './refused.ts'

type OfLink = { token: string; operationId?: string | undefined }
type ByLink = LinkedInvitation & { link: Link }

/**
 * What the link's holder is shown (R21, R29). It changes nothing of the invitation, so link scanners that come here
 * consume nothing; that a pending one was opened is noted once, for its timeline.
 */
export async function openInvitation(
  ctx: Context,
  { token }: { token: string },
): Promise<OpenedInvitation> {
  const linked = await followLink(ctx, token)
  if (!linked) return { state: 'unknown' }
  const viewer = await ctx.whoAsks()
  const opened = presentOpened(linked, linked.link.generation, viewer?.userId ?? null, ctx.now)
  if (opened.state === 'pending') {
    const d1 = databaseFor(ctx.env, linked.organization.id)
    const noting = noteOpening(database(d1), linked.link, ctx.now)
    ctx.waitUntil(noting.catch((error: unknown) => logFailure('opening_not_noted', error)))
  }
  return opened
}

/** R22. The link proves the address, so the account is made with it verified; it never touches one that exists. */
export async function createAccount(
  ctx: Context,
  { token, operationId, name, password }: OfLink & { name: string; password: string },
): Promise<{ userId: string }> {
  const { invitation, link, hasAccount } = await mustFollowLink(ctx, token)
  const asked = {
    invitation: { id: invitation.id, generation: link.generation },
    operationId,
    email: invitation.emailKey,
    name,
    password,
    headers: ctx.headers,
    client: ctx.client,
    now: ctx.now,
  }
  const again = hasAccount ? await signInAgain(ctx.env, asked) : null
  if (again) return signedIn(ctx, unwrap(again))
  const refused = refuseOpening(invitation, link.generation, ctx.now)
  if (refused) return unwrap(refused)
  if (hasAccount) throw new RefusedError({ reason: 'not_permitted' }, hasAccountAlready)
  const problem = passwordProblem(password, invitation.emailKey)
  if (problem) throw new InputProblem('password', problem)
  return signedIn(ctx, unwrap(await makeAccount(ctx.env, asked)))
}

function signedIn({ answerHeaders }: Context, { userId, cookies }: SignedIn): { userId: string } {
  for (const cookie of cookies.getSetCookie()) answerHeaders.append('set-cookie', cookie)
  return { userId }
}

/** R23 to R27. */
export async function acceptInvitation(
  ctx: Context & { claim: Claim },
  { token, contentVersion, operationId }: OfLink & { contentVersion: number },
): Promise<{ organizationId: string }> {
  const { organizationId, ...link } = await mustLead(ctx, token)
  return command(
    ctx,
    'invitation.accept',
    { organizationId, operationId },
    { ...link, contentVersion },
  )
}

/** R28: by whoever holds the link, signed in or not. */
export async function declineInvitation(
  ctx: Context,
  { token, operationId }: OfLink,
): Promise<{ organizationId: string }> {
  const { organizationId, ...link } = await mustLead(ctx, token)
  const actor = { kind: 'link' } as const
  const decided = await sendCommand(ctx.env, 'invitation.decline', {
    organizationId,
    actor,
    operationId,
    input: link,
  })
  passOn(ctx.env, ctx.answerHeaders, placeFor(ctx.env, organizationId), decided.bookmark)
  return unwrap(decided)
}

/** The organization whose object a genuine link leads to. Whether the invitation is still there is decided by that. */
async function mustLead(ctx: Context, token: string): Promise<Link & { organizationId: string }> {
  const link = await genuine(ctx, token)
  if (!link) throw new RefusedError({ reason: 'not_found' })
  const { organizationId, ...sending } = link
  return {
    ...sending,
    organizationId: organizationId ?? (await mustFind(ctx, link)).organization.id,
  }
}

async function mustFollowLink(ctx: Context, token: string): Promise<ByLink> {
  const link = await genuine(ctx, token)
  if (!link) throw new RefusedError({ reason: 'not_found' })
  return mustFind(ctx, link)
}

async function mustFind(ctx: Context, link: Link): Promise<ByLink> {
  const found = await find(ctx, link)
  if (!found) throw new RefusedError({ reason: 'not_found' })
  return found
}

async function followLink(ctx: Context, token: string): Promise<ByLink | null> {
  const link = await genuine(ctx, token)
  return link && find(ctx, link)
}

/** A link that does not say its organization may lead to any database. */
async function find({ env }: Context, link: Link): Promise<ByLink | null> {
  const { organizationId, invitationId } = link
  const places =
    organizationId === undefined ? databasesOf(env) : [databaseFor(env, organizationId)]
  for (const d1 of places) {
    const linked = await invitationOfLink(d1, invitationId)
    if (linked) return { ...linked, link }
  }
  return null
}

/** A forged token is told so by its signature alone: it costs no query of the database (R29), and is limited (R42). */
async function genuine({ env, client }: Context, token: string): Promise<Link | null> {
  const link = await readToken(configuration(env).invitationSecrets, token)
  if (link) return link
  const retryAfter = await countDoubtfulToken(env, client)
  if (retryAfter !== null) throw new RefusedError({ reason: 'rate_limited', retryAfter })
  return null
}

const hasAccountAlready = 'This address has an account: sign in with it, then accept.'
