import { expectAccessible, expectNothingFound } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { choose, dialog, heading, inviteOf, memberOf, pendingInvites } from './support/screens.ts'

// What moves is half transparent for a moment.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('sign-in and the pages of a forgotten password are accessible', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('Enter your email address.')).toBeVisible()
  await expectAccessible(page, 'sign-in, with its errors')
  await page.goto('/forgot-password')
  await expect(heading(page, 'Forgot your password?')).toBeVisible()
  await expectAccessible(page, 'forgotten password')
  await page.getByLabel('Email', { exact: true }).fill('nobody@northwind.test')
  await page.getByRole('button', { name: 'Send link' }).click()
  await expect(heading(page, 'Look into your mailbox')).toBeVisible()
  await expectAccessible(page, 'forgotten password, asked')
  await page.goto('/reset-password#none')
  await page.getByLabel('New password', { exact: true }).fill('a-rather-good-one')
  await expectAccessible(page, 'new password')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(heading(page, 'This link has had its time')).toBeVisible()
  await expectAccessible(page, 'new password, dead link')
})

test('the ticket is accessible at every step (R21, R22, R23, R24)', async ({
  found,
  page,
  visit,
}) => {
  const northwind = await found()
  const omar = await northwind.join('Omar Odeh')
  const { link } = await northwind.invite(newAddress(), { grants: { Web: 'manager' } })
  await page.goto(link)
  await page.getByRole('button', { name: 'Create account & join' }).click()
  await expect(page.getByText('Enter your name.')).toBeVisible()
  await expectAccessible(page, 'ticket, new person, with errors')
  await page.getByRole('button', { name: 'Decline the invitation' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAccessible(page, 'ticket, declining')

  const wrong = await visit(omar)
  await wrong.goto(link)
  await expect(wrong.getByRole('button', { name: 'Switch account' })).toBeVisible()
  await expectAccessible(wrong, 'ticket, wrong account')

  const nadia = await northwind.bring('Nadia Noor', { role: 'admin' })
  const right = await visit(nadia)
  await right.goto(nadia.link)
  await expect(right.getByRole('button', { name: 'Accept invitation' })).toBeVisible()
  await expectAccessible(right, 'ticket, to accept')
  await page.goto(nadia.link)
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expectAccessible(page, 'ticket, to sign in')
})

test('the pages of links that can’t be accepted are accessible (R29)', async ({
  clock,
  found,
  mailbox,
  page,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const { api } = northwind.owner
  const organizationId = northwind.id

  const [expired, replaced] = [newAddress('expired'), newAddress('replaced')]
  const old = await northwind.invite(expired)
  clock.ageInvitation(expired, 80)
  const resent = await northwind.invite(replaced)
  await api.mutate('invitation.resend', { organizationId, invitationId: resent.id })
  await mailbox.newest(replaced, 2)
  const canceled = await northwind.invite(newAddress('canceled'))
  await api.mutate('invitation.cancel', { organizationId, invitationId: canceled.id })
  const declined = await northwind.invite(newAddress('declined'))
  await api.mutate('invitation.decline', { token: new URL(declined.link).hash.slice(1) })
  const held = await northwind.invite(newAddress('held'), { by: ada })
  await api.mutate('member.changeRole', { organizationId, userId: ada.userId, role: 'member' })

  for (const [link, title] of [
    [old.link, 'This invitation has expired'],
    [resent.link, 'There is a newer mail'],
    [canceled.link, 'This invitation was canceled'],
    [declined.link, 'This invitation was declined'],
    [held.link, 'This invitation waits for approval'],
    ['/invite#none', 'This link leads to no invitation'],
  ] as const) {
    await page.goto(link)
    await expect(heading(page, title)).toBeVisible()
    await expectAccessible(page, title)
  }
})

test('the pages of an accepted invitation are accessible (R29)', async ({ found, page, visit }) => {
  const northwind = await found()
  const nadia = await northwind.bring('Nadia Noor')
  const own = await visit(nadia)
  await own.goto(nadia.link)
  await own.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(own.getByRole('button', { name: 'Account: Nadia Noor' })).toBeVisible()
  await own.goto(nadia.link)
  await expect(heading(own, 'You are in already')).toBeVisible()
  await expectAccessible(own, 'accepted by you')
  await page.goto(nadia.link)
  await expect(heading(page, 'This invitation was accepted')).toBeVisible()
  await expectAccessible(page, 'accepted by somebody')
})

test('User management is accessible with rows of every state, and so are its menus (R11, R20, R32)', async ({
  clock,
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  await northwind.invite(newAddress(), { grants: { Web: 'member', Mobile: 'manager' } })
  const [soon, expired, held] = [newAddress('soon'), newAddress('expired'), newAddress('held')]
  await northwind.invite(soon, { role: 'admin' })
  clock.ageInvitation(soon, 65)
  await northwind.invite(expired)
  clock.ageInvitation(expired, 80)
  await northwind.invite(held, { by: ada })
  await northwind.owner.api.mutate('member.changeRole', {
    organizationId: northwind.id,
    userId: ada.userId,
    role: 'member',
  })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(inviteOf(page, held)).toContainText('Needs approval')
  await expect(inviteOf(page, soon)).toContainText('Expires soon')
  await expect(memberOf(page, 'Wanda Weber')).toContainText('Web (manager)')
  await expectAccessible(page, 'User management')

  await page.getByRole('button', { name: 'Actions for Olivia Owner' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page, 'the menu of a member')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Account: Olivia Owner' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page, 'the account menu')
  await page.keyboard.press('Escape')

  await inviteOf(page, expired).getByRole('button', { name: 'Resend' }).click()
  await expect(page.getByText('A new link is on its way')).toBeVisible()
  await expectAccessible(page, 'User management, with a toast')
})

test('the dialogs of User management are accessible (R7, R15, R16)', async ({ found, visit }) => {
  const northwind = await found()
  const fresh = newAddress()
  await northwind.invite(fresh, { grants: { Web: 'member', Mobile: 'manager' } })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  await invite.getByLabel('Email address').fill(fresh)
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(invite.getByRole('button', { name: 'Show the invitation' })).toBeVisible()
  await expectAccessible(page, 'the invite dialog, refused')
  await page.keyboard.press('Escape')

  await inviteOf(page, fresh).getByRole('button', { name: '2 workspaces' }).click()
  await expect(dialog(page, 'Manage workspace access')).toBeVisible()
  await expectAccessible(page, 'the grants dialog')
  await page.keyboard.press('Escape')
  await inviteOf(page, fresh).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAccessible(page, 'the alert before canceling')
})

test('User management of who may do nothing is accessible (R20, R32)', async ({ found, visit }) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori', { grants: { Mobile: 'member' } })
  const page = await visit(mika)
  await page.goto(northwind.settings())
  await expect(pendingInvites(page)).toContainText('Invitations that you may see')
  await page.getByRole('button', { name: 'Invite user' }).focus()
  await expectAccessible(page, 'User management of a member')
})

test('the page of workspaces is accessible, and so are its menu and dialogs (R37)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('workspaces'))
  await choose(page, 'Actions for Mobile', 'Archive')
  await expect(page.getByText('Nobody can be granted access until it is restored')).toBeVisible()
  await expectAccessible(page, 'Workspaces')
  await page.getByRole('button', { name: 'Actions for Web' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page, 'the menu of a workspace')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAccessible(page, 'the alert before deleting')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'New workspace' }).click()
  const create = dialog(page, 'New workspace')
  await create.getByRole('button', { name: 'Create workspace' }).click()
  await expect(create.getByText('Enter a name of 1 to 200 characters')).toBeVisible()
  await expectAccessible(page, 'the dialog of a new workspace')
})

test('the main pages are accessible in Japanese', async ({ found, visit }) => {
  const northwind = await found()
  const { link } = await northwind.invite(newAddress(), { grants: { Web: 'manager' } })
  const page = await visit(northwind.owner, { locale: 'ja-JP' })
  await page.goto(northwind.settings())
  await expect(heading(page, 'ユーザー管理')).toBeVisible()
  await expect(page.getByRole('button', { name: '1 件' })).toBeVisible()
  await expectNothingFound(page, 'ユーザー管理')
  await page.getByRole('button', { name: 'ユーザーを招待' }).click()
  await expect(dialog(page, 'ユーザーを招待')).toBeVisible()
  await expectNothingFound(page, 'ユーザーを招待')
  await page.goto(northwind.settings('workspaces'))
  await expect(page.getByRole('heading', { name: 'Mobile' })).toBeVisible()
  await expectNothingFound(page, 'ワークスペース')
  const stranger = await visit(undefined, { locale: 'ja-JP' })
  await stranger.goto(link)
  await expect(stranger.getByRole('button', { name: 'アカウントを作成して参加' })).toBeVisible()
  await expectNothingFound(stranger, '招待')
  await stranger.goto('/sign-in')
  await expect(heading(stranger, 'ログイン')).toBeVisible()
  await expectNothingFound(stranger, 'ログイン')
})
