import { telephone } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { expectNoSidewaysScroll } from './support/layout.ts'
import { newAddress } from './support/organization.ts'
import { accessTo, dialog, heading, inviteOf, members } from './support/screens.ts'

test.use({ viewport: telephone, isMobile: true, hasTouch: true })

test('an Admin invites from a telephone, and no page stands out to the side (R1, R7)', async ({
  found,
  mailbox,
  visit,
}) => {
  const northwind = await found({
    name: 'Northwind Trading Company of the Seven Seas',
    workspaces: ['Web', 'A workspace with a name as long as people like to make them'],
  })
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  await northwind.join('Bartholomew Featherstonehaugh-Cholmondeley', { grants: { Web: 'manager' } })
  const email = newAddress('a.rather.long.address.of.somebody.with.many.names')
  const page = await visit(ada)
  await page.goto('/')
  await expect(heading(page, 'User management')).toBeVisible()
  await page.getByRole('button', { name: 'Invite user' }).tap()
  const invite = dialog(page, 'Invite user')
  await invite.getByLabel('Email address').fill(email)
  await invite.getByRole('radio', { name: 'Assigned per workspace' }).check()
  await accessTo(page, 'Web').selectOption('Member')
  await expectNoSidewaysScroll(page)
  await invite.getByRole('button', { name: 'Send invitation' }).tap()
  await expect(invite).toBeHidden()
  const row = inviteOf(page, email)
  await row.getByRole('button', { name: '1 workspace', exact: true }).tap()
  const access = dialog(page, 'Manage workspace access')
  await accessTo(page, 'Web').selectOption('Workspace manager')
  await expectNoSidewaysScroll(page)
  await access.getByRole('button', { name: 'Save' }).tap()
  await expect(access).toBeHidden()
  await expect(row.getByRole('button', { name: 'Resend' })).toBeVisible()
  await expect(members(page).getByRole('row').first()).toBeVisible()
  await expectNoSidewaysScroll(page)

  await page.getByRole('link', { name: 'Workspaces' }).tap()
  await expect(heading(page, 'Workspaces')).toBeVisible()
  await expectNoSidewaysScroll(page)
  expect((await mailbox.newest(email)).subject).toContain('Ada Admin invited you')
})

test('the ticket fits a telephone: its button is in sight without scrolling (R21, R22, R23)', async ({
  found,
  page,
}) => {
  const northwind = await found()
  const email = newAddress()
  const { link } = await northwind.invite(email, { grants: { Web: 'manager', Mobile: 'member' } })
  await page.goto(link)
  const create = page.getByRole('button', { name: 'Create account & join' })
  await expect(create).toBeInViewport({ ratio: 1 })
  await expectNoSidewaysScroll(page)
  await page.getByLabel('Name', { exact: true }).fill('Nadia Noor')
  await page.getByLabel('Password', { exact: true }).fill('a-rather-good-one')
  await create.tap()
  const accept = page.getByRole('button', { name: 'Accept invitation' })
  await expect(accept).toBeInViewport({ ratio: 1 })
  await expectNoSidewaysScroll(page)

  await page.context().clearCookies()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeInViewport({
    ratio: 1,
  })
  await expectNoSidewaysScroll(page)
})

test('the other doors fit a telephone as well', async ({ page }) => {
  for (const path of ['/sign-in', '/forgot-password', '/reset-password#any', '/invite#any']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSidewaysScroll(page)
  }
})
