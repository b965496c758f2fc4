import type { Page, Request } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress, type Organization } from './support/organization.ts'
import { requestsOf } from './support/requests.ts'
import {
  choose,
  dialog,
  figures,
  heading,
  inviteOf,
  memberOf,
  pendingInvites,
} from './support/screens.ts'

/** Opens a page of an organization, and waits until it follows what happens there. Answers what it hears. */
async function follow(
  page: Page,
  organization: Organization,
  settings: 'members' | 'workspaces' = 'members',
): Promise<string[][]> {
  const heard: string[][] = []
  page.on('websocket', (socket) => {
    if (!socket.url().includes('/api/live')) return
    socket.on('framereceived', ({ payload }) => {
      const text = String(payload)
      if (text.startsWith('{')) heard.push((JSON.parse(text) as { changed: string[] }).changed)
    })
  })
  await page.goto(organization.settings(settings))
  await expect
    .poll(async () => {
      await organization.addWorkspace(`Another ${heard.length}`)
      return heard.flat()
    })
    .toContain('workspaces')
  heard.length = 0
  return heard
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
  await follow(page, northwind)
  await expect(inviteOf(page, nadia.email)).toBeVisible()
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
  const heard = await follow(page, northwind)

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
  const heard = await follow(page, northwind)
  const email = newAddress()
  await northwind.invite(email)
  await expect(inviteOf(page, email)).toContainText('Sent by Olivia Owner')
  await expect(inviteOf(page, email)).not.toContainText('Mail is on its way')
  // Of the invitation, and of its mail.
  await expect
    .poll(() => heard.filter((changed) => changed.includes('invitations')))
    .toHaveLength(2)
})

test('what happens between reading a page and being connected is caught, and what did not happen is not read again', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const { promise: told, resolve: connect } = Promise.withResolvers<void>()
  const open = async () => {
    const page = await visit(northwind.owner)
    const asked = { viewer: 0, lists: 0 }
    page.on('request', (request) => {
      if (requestsOf('invitation.list').test(request.url())) asked.lists += 1
    })
    page.on('requestfinished', (request) => {
      if (requestsOf('viewer.get').test(request.url())) asked.viewer += 1
    })
    return { page, asked }
  }
  const quiet = await open()
  await quiet.page.goto(northwind.settings())
  await expect.poll(() => quiet.asked.viewer).toBe(2)
  await northwind.owner.api.mutate('organization.rename', {
    organizationId: northwind.id,
    name: 'Northwind Trading',
  })
  // Heard of after all that being connected has brought about.
  await expect(quiet.page.getByText('Northwind Trading').first()).toBeVisible()
  expect(quiet.asked.lists).toBe(1)

  const late = await open()
  await late.page.routeWebSocket(/\/api\/live/, async (socket) => {
    await told
    socket.connectToServer()
  })
  await late.page.goto(northwind.settings())
  await expect(pendingInvites(late.page).getByText('Nobody is on their way')).toBeVisible()
  const email = newAddress()
  await northwind.invite(email)
  await expect(inviteOf(quiet.page, email)).toBeVisible()
  await expect(inviteOf(late.page, email)).toHaveCount(0)
  connect()
  await expect(inviteOf(late.page, email)).toBeVisible()
  // What was put before its connections stays there, so nobody else gets this page.
  await late.page.close()
})

test('a page that was cut off catches up by itself', async ({ found, visit }) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await follow(page, northwind)
  await expect(pendingInvites(page).getByText('Nobody is on their way')).toBeVisible()
  await mark(page)

  await page.context().setOffline(true)
  const email = newAddress()
  await northwind.invite(email)
  await expect(inviteOf(page, email)).toHaveCount(0)
  await page.context().setOffline(false)
  await expect(inviteOf(page, email)).toBeVisible()
  await expect(isMarked(page)).toHaveCount(1)
})

test('a page that is sent away because it could not be told comes again, and shows what it missed', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  const ended: (() => Promise<void>)[] = []
  await page.routeWebSocket(/\/api\/live/, (socket) => {
    const organization = socket.connectToServer()
    if (ended.length > 0) return
    ended.push(() => socket.close({ code: 1012 }))
    organization.onMessage((word) => {
      if (word === 'pong') socket.send(word)
    })
  })
  const course: string[] = []
  const note = (what: string, procedure: string) => (request: Request) => {
    if (requestsOf(procedure).test(request.url())) course.push(what)
  }
  page.on('request', note('asks for the list', 'invitation.list'))
  page.on('requestfinished', note('knows its viewer', 'viewer.get'))
  await page.goto(northwind.settings())
  await expect(pendingInvites(page).getByText('Nobody is on their way')).toBeVisible()
  await expect.poll(() => course.filter((what) => what === 'knows its viewer').length).toBe(2)
  const email = newAddress()
  await northwind.invite(email)
  course.length = 0
  for (const end of ended) await end()
  await expect(inviteOf(page, email)).toBeVisible()
  // Whose answer says what the list must be no older than.
  expect(course[0]).toBe('knows its viewer')
  // What was put before its connections stays there, so nobody else gets this page.
  await page.close()
})

test('whoever is removed meanwhile does not stay on the organization’s page (R38)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const page = await visit(ada)
  await follow(page, northwind)
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
  await follow(page, northwind)
  await expect(inviteOf(page, email)).toBeVisible()
  await mark(page)

  await northwind.changeRole(ada, 'member')
  await expect(inviteOf(page, email)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Invite user' })).toBeDisabled()
  await expect(isMarked(page)).toHaveCount(1)
})

test('what one is typing stays, and so does the focus, when the row that it is of goes or changes', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori')
  const page = await visit(northwind.owner)
  await follow(page, northwind)
  await choose(page, 'Actions for Mika Mori', 'Edit name')
  const edit = dialog(page, 'Edit name')
  await edit.getByLabel('Name').fill('Mika M.')

  const target = { organizationId: northwind.id, userId: mika.userId }
  const grants = [{ workspaceId: northwind.workspaceId('Web'), role: 'member' }]
  await northwind.owner.api.mutate('member.changeGrants', { ...target, grants })
  await expect(memberOf(page, 'Mika Mori')).toContainText('Web')
  await expect(edit.getByLabel('Name')).toHaveValue('Mika M.')
  await northwind.owner.api.mutate('member.remove', target)
  await expect(memberOf(page, 'Mika Mori')).toHaveCount(0)
  await expect(edit.getByLabel('Name')).toHaveValue('Mika M.')

  await page.keyboard.press('Escape')
  await expect(edit).toBeHidden()
  await expect(page.getByRole('main')).toBeFocused()
})

test('what one is typing about a workspace stays when it is archived and deleted elsewhere', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await follow(page, northwind, 'workspaces')
  await choose(page, 'Actions for Web', 'Rename and describe')
  const edit = dialog(page, 'Rename and describe')
  await edit.getByLabel('Workspace name').fill('Web shop')

  const target = { organizationId: northwind.id, workspaceId: northwind.workspaceId('Web') }
  await northwind.owner.api.mutate('workspace.archive', target)
  const archived = page.locator('[data-workspace]').filter({ hasText: 'Archived' })
  await expect(archived).toHaveCount(1)
  await expect(edit.getByLabel('Workspace name')).toHaveValue('Web shop')
  await northwind.owner.api.mutate('workspace.delete', target)
  await expect(archived).toHaveCount(0)
  await expect(edit.getByLabel('Workspace name')).toHaveValue('Web shop')

  await page.keyboard.press('Escape')
  await expect(edit).toBeHidden()
  await expect(page.getByRole('main')).toBeFocused()
})

test('an invitation that is canceled elsewhere leaves its open dialog standing, which tells of it', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  const { id } = await northwind.invite(email, { grants: { Web: 'member' } })
  const page = await visit(northwind.owner)
  await follow(page, northwind)
  await inviteOf(page, email).getByRole('button', { name: '1 workspace' }).click()
  const access = dialog(page, 'Manage workspace access')
  await access.getByLabel('Web', { exact: true }).selectOption('Workspace manager')
  await northwind.owner.api.mutate('invitation.cancel', {
    organizationId: northwind.id,
    invitationId: id,
  })
  await expect(inviteOf(page, email)).toHaveCount(0)
  await access.getByRole('button', { name: 'Save' }).click()
  await expect(access.getByRole('alert')).not.toBeEmpty()
  await expect(access.getByLabel('Web', { exact: true }).locator('option:checked')).toHaveText(
    'Workspace manager',
  )
})
