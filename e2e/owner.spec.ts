import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { requestsOf } from './support/requests.ts'
import {
  accessTo,
  choose,
  dialog,
  figures,
  heading,
  inviteOf,
  memberOf,
  members,
  toasts,
} from './support/screens.ts'

test('an invitation of an Admin who was demoted waits until the Owner resends it (R26, R29, R34)', async ({
  found,
  mailbox,
  page: invitee,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  const { link } = await northwind.invite(email, { grants: { Web: 'member' }, by: ada })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await choose(page, 'Actions for Ada Admin', 'Change to Member')
  await expect(memberOf(page, 'Ada Admin')).toContainText('Assigned per workspace')
  const row = inviteOf(page, email)
  await expect(row).toContainText('Needs approval')
  await expect(row).toContainText('Ada Admin may not invite any more')

  await invitee.goto(link)
  await expect(heading(invitee, 'This invitation waits for approval')).toBeVisible()
  await expect(
    invitee.getByText('As soon as an Owner or Admin of Northwind approves it'),
  ).toBeVisible()

  await row.getByRole('button', { name: 'Resend' }).click()
  await expect(row).not.toContainText('Needs approval')
  await invitee.goto(await mailbox.link(email, 2))
  await expect(heading(invitee, 'Join Northwind')).toBeVisible()
  await expect(invitee.getByText('Olivia Owner')).toBeVisible()
})

test('an Owner changes roles, and who is in charge is counted (R33, R34)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await northwind.join('Mika Mori', { grants: { Mobile: 'member' } })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(figures(page)).toHaveText(['2', /\d/, '0', '1'])
  const row = memberOf(page, 'Mika Mori')
  await expect(row).toContainText('Mobile')

  await choose(page, 'Actions for Mika Mori', 'Change to Admin')
  await expect(toasts(page)).toContainText('Mika Mori is now: Admin')
  await expect(row).toContainText('Admin')
  await expect(row).toContainText('All')
  await expect(figures(page)).toHaveText(['2', /\d/, '0', '2'])

  await choose(page, 'Actions for Mika Mori', 'Change to Owner')
  await expect(row).toContainText('Owner')
  await choose(page, 'Actions for Mika Mori', 'Change to Member')
  await expect(row).toContainText('Assigned per workspace')
  await expect(row).toContainText('None')
  await expect(figures(page)).toHaveText(['2', /\d/, '0', '1'])
})

test('an Owner changes what a member reaches, and the name that is shown (R36)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori', { grants: { Mobile: 'member' } })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await choose(page, 'Actions for Mika Mori', 'Manage workspace access')
  const access = dialog(page, 'Manage workspace access')
  await expect(access).toContainText('Mika Mori')
  await accessTo(page, 'Mobile').selectOption('No access')
  await accessTo(page, 'Web').selectOption('Workspace manager')
  await access.getByRole('button', { name: 'Save' }).click()
  await expect(access).toBeHidden()
  await expect(memberOf(page, 'Mika Mori')).toContainText('Web (manager)')
  await expect(memberOf(page, 'Mika Mori')).not.toContainText('Mobile')

  await choose(page, 'Actions for Mika Mori', 'Edit name')
  const edit = dialog(page, 'Edit name')
  await edit.getByLabel('Name').fill('Mika of the Web')
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(memberOf(page, mika.email)).toContainText('Mika of the Web')
  const account = await visit(mika)
  await account.goto(northwind.settings())
  await expect(account.getByRole('button', { name: 'Account: Mika Mori' })).toBeVisible()
})

test('who is removed is asked about first, and is out at once, in open sessions too (R35, R38)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori', { grants: { Web: 'manager', Mobile: 'member' } })
  const session = await visit(mika)
  await session.goto(northwind.settings('workspaces'))
  await expect(heading(session, 'Workspaces')).toBeVisible()

  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await choose(page, 'Actions for Mika Mori', 'Remove')
  const alert = page.getByRole('alertdialog', { name: 'Remove Mika Mori?' })
  await expect(alert).toContainText('They lose access to Northwind at once')
  await expect(alert.getByRole('listitem')).toHaveText([
    'They lose Mobile and Web (manager).',
    'No pending invitation depends on them.',
  ])
  await alert.getByRole('button', { name: 'Remove' }).click()
  await expect(memberOf(page, 'Mika Mori')).toHaveCount(0)
  await expect(figures(page)).toHaveText(['1', /\d/, '0', '1'])

  await expect(
    session.getByRole('heading', { name: 'There is no such organization for you', level: 1 }),
  ).toBeVisible()
  await expect(session.getByText('Its Owners and Admins can invite you again.')).toBeVisible()
})

test('removing an Admin tells which invitations it puts on hold, and never gets stuck on that (R26, R35)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const [first, second] = [newAddress('first'), newAddress('second')]
  await northwind.invite(first, { by: ada })
  await northwind.invite(second, { by: ada })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.route(requestsOf('member.removalPreview'), (route) => route.abort())
  await choose(page, 'Actions for Ada Admin', 'Remove')
  const alert = page.getByRole('alertdialog', { name: 'Remove Ada Admin?' })
  await expect(alert).toContainText('What else this takes with it can’t be told just now.')
  await expect(alert.getByRole('button', { name: 'Remove' })).toBeEnabled()
  await page.unroute(requestsOf('member.removalPreview'))
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert.getByRole('listitem')).toHaveText([
    'They lose every workspace, which they reach by role.',
    /^2 pending invitations that they sent go on hold/,
  ])
  await alert.getByRole('button', { name: 'Remove' }).click()
  await expect(inviteOf(page, first)).toContainText('Needs approval')
  await expect(inviteOf(page, second)).toContainText('Needs approval')
})

test('all workspaces of a member are in reach of the keyboard, however many there are', async ({
  found,
  visit,
}) => {
  const northwind = await found({ workspaces: ['Web', 'Mobile', 'API', 'Data'] })
  const grants = { Web: 'manager', Mobile: 'member', API: 'member', Data: 'member' } as const
  await northwind.join('Mika Mori', { grants })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  const row = memberOf(page, 'Mika Mori')
  await expect(row).toContainText('Web (manager), Mobile')
  const more = row.getByRole('button', { name: '2 more: Workspaces of Mika Mori' })
  await more.press('Enter')
  const all = page.getByRole('dialog', { name: 'Workspaces of Mika Mori' })
  await expect(all.getByRole('listitem')).toHaveText(['Web (manager)', 'Mobile', 'API', 'Data'])
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
})

test('the last Owner is told why they can’t leave, and can when there is another (R20, R35)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const ottilie = await northwind.join('Ottilie Oster', { role: 'owner' })
  const page = await visit(ottilie)
  await page.goto(northwind.settings())
  await choose(page, 'Actions for Olivia Owner', 'Change to Admin')
  await expect(memberOf(page, 'Olivia Owner')).toContainText('Admin')
  const leave = page.getByRole('menuitem', { name: 'Leave organization' })
  await page.getByRole('button', { name: 'Actions for Ottilie Oster' }).click()
  await expect(leave).toBeDisabled()
  await expect(leave).toHaveAccessibleDescription(
    'You are the last Owner. Make somebody else Owner first.',
  )
  await page.keyboard.press('Escape')

  await choose(page, 'Actions for Olivia Owner', 'Change to Owner')
  await expect(memberOf(page, 'Olivia Owner')).not.toContainText('Admin')
  await choose(page, 'Actions for Ottilie Oster', 'Leave organization')
  const alert = page.getByRole('alertdialog', { name: 'Leave Northwind?' })
  await alert.getByRole('button', { name: 'Leave organization' }).click()
  await expect(
    page.getByRole('heading', { name: 'You are in no organization yet', level: 1 }),
  ).toBeVisible()
})

test('members are found by name and by address, and by their role (R33)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await northwind.join('Mika Mori')
  await northwind.join('Ada Admin', { role: 'admin' })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  const rows = members(page)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
  await expect(rows).toHaveCount(3)
  const search = page.getByRole('searchbox', { name: 'Search by name or email' })
  await search.fill('mori')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Mika Mori')
  await search.fill('OLIVIA@acme')
  await expect(rows).toContainText(['Olivia Owner'])
  await search.fill('nobody of this name')
  await expect(members(page)).toContainText('No member has this name, address and role.')
  await members(page).getByRole('button', { name: 'Show all' }).click()
  await expect(rows).toHaveCount(3)
  await expect(search).toHaveValue('')
  await page.getByRole('combobox', { name: 'Filter by role' }).selectOption('Admin')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Ada Admin')
})

test('whoever has an account starts an organization of their own, as its Owner (R30)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const nadia = await northwind.bring('Nadia Noor')
  const page = await visit(nadia)
  await page.goto('/')
  await expect(
    page.getByRole('heading', { name: 'You are in no organization yet', level: 1 }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'New organization' }).click()
  const create = dialog(page, 'New organization')
  await create.getByLabel('Organization name').fill('Noor & Daughters')
  await create.getByRole('button', { name: 'New organization' }).click()
  await expect(page.getByRole('button', { name: 'Organization: Noor & Daughters' })).toBeVisible()
  await expect(memberOf(page, 'Nadia Noor')).toContainText('Owner')
})
