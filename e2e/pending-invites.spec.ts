import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress, type Organization } from './support/organization.ts'
import { figures, inviteOf, pendingInvites } from './support/screens.ts'

const rows = (page: Page) =>
  pendingInvites(page)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const filter = (page: Page, name: string) =>
  pendingInvites(page).getByRole('link', { name, exact: true })
const pick = (page: Page, email: string) =>
  pendingInvites(page).getByRole('checkbox', { name: `Select ${email}` })
const bar = (page: Page) => pendingInvites(page).getByRole('group', { name: /selected$/ })

async function cancel(organization: Organization, invitationId: string) {
  await organization.owner.api.mutate('invitation.cancel', {
    organizationId: organization.id,
    invitationId,
  })
}

test('pending invites are filtered by what they wait for, and history stands behind a filter (R11, R26)', async ({
  clock,
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const [open, late] = [newAddress('open'), newAddress('late')]
  const [held, gone] = [newAddress('held'), newAddress('gone')]
  await northwind.invite(open, { grants: { Web: 'member' } })
  await northwind.invite(late)
  clock.ageInvitation(late, 80)
  await northwind.invite(held, { by: ada })
  await cancel(northwind, (await northwind.invite(gone)).id)
  await northwind.changeRole(ada, 'member')
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(rows(page)).toHaveCount(3)
  await expect(filter(page, 'All')).toHaveAttribute('aria-current', 'true')
  for (const [name, email, status] of [
    ['Pending', open, 'pending'],
    ['Expired', late, 'expired'],
    ['Needs approval', held, 'on_hold'],
  ] as const) {
    await filter(page, name).click()
    await expect(page).toHaveURL(new RegExp(`status=${status}$`))
    await expect(rows(page)).toHaveCount(1)
    await expect(rows(page)).toContainText(email)
  }
  await filter(page, 'Not delivered').click()
  await expect(pendingInvites(page)).toContainText('Every mail has arrived')

  await filter(page, 'History').click()
  await expect(rows(page)).toHaveCount(2)
  await expect(inviteOf(page, gone)).toContainText('Canceled')
  await expect(inviteOf(page, ada.email)).toContainText('Accepted')
  await expect(pendingInvites(page).getByRole('checkbox')).toHaveCount(0)
  await filter(page, 'Accepted').click()
  await expect(page).toHaveURL(/status=accepted$/)
  await expect(rows(page)).toHaveCount(1)
  await filter(page, 'Declined').click()
  await expect(pendingInvites(page)).toContainText('No invitation has ended like this')
  await page.goBack()
  await expect(rows(page)).toContainText(ada.email)
  await filter(page, 'All').click()
  await expect(rows(page)).toHaveCount(3)
  await expect(page).toHaveURL(northwind.settings())
})

test('an invitation is found by its address and its workspace, by a link too (R12)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const [web, mobile] = [newAddress('wendy'), newAddress('molly')]
  await northwind.invite(web, { grants: { Web: 'member' } })
  await northwind.invite(mobile, { grants: { Mobile: 'member' } })
  const page = await visit(northwind.owner)
  await page.goto(`${northwind.settings()}?invites=wendy`)
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText(web)
  const search = page.getByRole('searchbox', { name: 'Search by email' })
  await expect(search).toHaveValue('wendy')
  await search.fill('')
  await expect(rows(page)).toHaveCount(2)
  await page.goto(`${northwind.settings()}?status=pending`)
  await pendingInvites(page)
    .getByRole('combobox', { name: 'Filter by workspace' })
    .selectOption('Mobile')
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText(mobile)
  await search.fill('wendy')
  await expect(pendingInvites(page)).toContainText('Nothing matches')
  await pendingInvites(page).getByRole('button', { name: 'Show all' }).click()
  await expect(rows(page)).toHaveCount(2)
  await expect(page.getByRole('heading', { name: 'Pending invites' })).toBeFocused()
})

test('several invitations are sent again; one that was settled meanwhile is told by itself (R14, R15)', async ({
  clock,
  found,
  mailbox,
  visit,
}) => {
  const northwind = await found()
  const [late, open, settled] = [newAddress('late'), newAddress('open'), newAddress('settled')]
  await northwind.invite(late)
  clock.ageInvitation(late, 80)
  await northwind.invite(open)
  const { id } = await northwind.invite(settled)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await pendingInvites(page).getByRole('checkbox', { name: 'Select all on this page' }).check()
  await expect(bar(page)).toHaveAccessibleName('3 selected')
  await bar(page).getByRole('button', { name: 'Resend' }).click()
  const dialog = page.getByRole('dialog', { name: 'Resend 3 invitations' })
  await expect(dialog).toContainText('The old links stop working.')
  await cancel(northwind, id)
  await dialog.getByRole('button', { name: 'Resend' }).click()
  const told = page.getByRole('dialog', { name: 'Invitations resent: 2 of 3' })
  await expect(told).toContainText('2 done, 1 not.')
  await expect(told.getByRole('listitem').first()).toContainText(settled)
  await expect(told.getByRole('listitem').first()).toContainText(
    'This invitation is not pending any more',
  )
  await page.keyboard.press('Escape')
  await expect(rows(page)).toHaveCount(2)
  await expect(inviteOf(page, late)).not.toContainText('Expired')
  await mailbox.newest(late, 2)
  await mailbox.newest(open, 2)
})

test('several invitations are canceled after one question (R15)', async ({ found, visit }) => {
  const northwind = await found()
  const [one, two, three] = [newAddress('one'), newAddress('two'), newAddress('three')]
  for (const address of [one, two, three]) await northwind.invite(address)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await pick(page, one).check()
  await pick(page, three).click({ modifiers: ['Shift'] })
  await expect(bar(page)).toHaveAccessibleName('3 selected')
  await pick(page, two).uncheck()
  await bar(page).getByRole('button', { name: 'Cancel invitations' }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel 2 invitations' })
  await expect(dialog).toContainText('Their links stop working at once.')
  await dialog.getByRole('button', { name: 'Cancel invitations' }).click()
  const told = page.getByRole('dialog', { name: 'Invitations canceled: 2 of 2' })
  await expect(told).toContainText('All 2 are done.')
  await told.getByRole('button', { name: 'Done' }).click()
  await expect(rows(page)).toHaveCount(1)
  await expect(inviteOf(page, two)).toBeVisible()
  await expect(figures(page)).toHaveText(['1', /\d/, '1', '1'])
})

test('invitations that wait for it are approved together (R26)', async ({
  found,
  mailbox,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const [held, other] = [newAddress('held'), newAddress('other')]
  await northwind.invite(held, { by: ada })
  await northwind.invite(other)
  await northwind.changeRole(ada, 'member')
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await pick(page, other).check()
  await expect(bar(page).getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await pick(page, held).check()
  await bar(page).getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve 1 invitation' })
  await expect(dialog).toContainText('They need no approval.')
  await dialog.getByRole('button', { name: 'Approve' }).click()
  const told = page.getByRole('dialog', { name: 'Invitations approved: 1 of 1' })
  await expect(told).toContainText('It is done.')
  await page.keyboard.press('Escape')
  await expect(inviteOf(page, held)).toContainText('Pending')
  expect(await mailbox.to(held)).toHaveLength(1)
})
