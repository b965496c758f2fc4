import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { figures, heading, inviteOf, memberOf, pendingInvites } from './support/screens.ts'

/** What a page hears from its organization, message by message. */
function hearing(page: Page) {
  const heard: string[][] = []
  const connected = page.waitForEvent('websocket', {
    predicate: (socket) => socket.url().includes('/api/live'),
  })
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const text = String(payload)
      if (text.startsWith('{')) heard.push((JSON.parse(text) as { changed: string[] }).changed)
    })
  })
  return { heard, connected }
}

/** Marks the document, to tell later that it is still the same one. */
const mark = (page: Page) =>
  page.evaluate(() => document.documentElement.setAttribute('data-marked', ''))
const isMarked = (page: Page) => page.locator('html[data-marked]')

test('an invitation that is accepted elsewhere leaves the list without a reload, and the member is there', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const nadia = await northwind.bring('Nadia Noor')
  const page = await visit(northwind.owner)
  const { connected } = hearing(page)
  await page.goto(northwind.settings())
  await expect(inviteOf(page, nadia.email)).toBeVisible()
  await connected
  await mark(page)

  const invitee = await visit(nadia)
  await invitee.goto(nadia.link)
  await invitee.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(heading(invitee, 'User management')).toBeVisible()

  await expect(inviteOf(page, nadia.email)).toHaveCount(0)
  await expect(memberOf(page, 'Nadia Noor')).toBeVisible()
  await expect(figures(page).first()).toHaveText('2')
  await expect(isMarked(page)).toHaveCount(1)
})

test('a Workspace manager hears of the invitations that they may see, and of no others (R12)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const wanda = await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  const page = await visit(wanda)
  const { heard, connected } = hearing(page)
  await page.goto(northwind.settings())
  await expect(pendingInvites(page).getByText('Nobody is on their way')).toBeVisible()
  await connected

  const [foreign, own] = [newAddress('foreign'), newAddress('own')]
  await northwind.invite(foreign, { grants: { Mobile: 'member' } })
  // What all members hear, after which nothing earlier is on its way any more.
  await northwind.addWorkspace('Shop')
  await expect.poll(() => heard.flat()).toContain('workspaces')
  expect(heard.flat()).not.toContain('invitations')

  await northwind.invite(own, { grants: { Web: 'member' } })
  await expect(inviteOf(page, own)).toBeVisible()
  await expect(inviteOf(page, foreign)).toHaveCount(0)
  expect(heard.flat()).toContain('invitations')
})

test('a mail that went out is shown as sent without anybody asking', async ({ found, visit }) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  const { heard, connected } = hearing(page)
  await page.goto(northwind.settings())
  await connected
  const email = newAddress()
  await northwind.invite(email)
  await expect(inviteOf(page, email)).toContainText('Sent by Olivia Owner')
  expect(heard.flat()).toContain('invitations')
})

test('a page that was cut off catches up by itself', async ({ found, visit }) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  const { connected } = hearing(page)
  await page.goto(northwind.settings())
  await expect(pendingInvites(page).getByText('Nobody is on their way')).toBeVisible()
  await connected
  await mark(page)

  await page.context().setOffline(true)
  const email = newAddress()
  await northwind.invite(email)
  await expect(inviteOf(page, email)).toHaveCount(0)
  await page.context().setOffline(false)
  await expect(inviteOf(page, email)).toBeVisible()
  await expect(isMarked(page)).toHaveCount(1)
})

test('whoever is removed meanwhile does not stay on the organization’s page (R38)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const page = await visit(ada)
  const { connected } = hearing(page)
  await page.goto(northwind.settings())
  await connected
  await expect(page.getByRole('button', { name: 'Invite user' })).toBeVisible()

  await northwind.owner.api.mutate('member.remove', {
    organizationId: northwind.id,
    userId: ada.userId,
  })
  await expect(page.getByRole('button', { name: 'Invite user' })).toHaveCount(0)
})

test('an Admin who is lowered meanwhile sees what a member sees, without a reload (R38)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  await northwind.invite(email)
  const page = await visit(ada)
  const { connected } = hearing(page)
  await page.goto(northwind.settings())
  await expect(inviteOf(page, email)).toBeVisible()
  await connected
  await mark(page)

  await northwind.owner.api.mutate('member.changeRole', {
    organizationId: northwind.id,
    userId: ada.userId,
    role: 'member',
  })
  await expect(inviteOf(page, email)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Invite user' })).toBeDisabled()
  await expect(isMarked(page)).toHaveCount(1)
})
