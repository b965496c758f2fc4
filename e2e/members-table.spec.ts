import type { Page } from '@playwright/test'
import { telephone } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { expectNoSidewaysScroll } from './support/layout.ts'
import type { Organization } from './support/organization.ts'
import { memberOf, members, pendingInvites } from './support/screens.ts'

const rows = (page: Page) =>
  members(page)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search by name or email' })
const pick = (page: Page, name: string) =>
  members(page).getByRole('checkbox', { name: `Select ${name}`, exact: true })
const bar = (page: Page) => members(page).getByRole('group', { name: /selected$/ })

async function team(northwind: Organization) {
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const mika = await northwind.join('Mika Mori', { grants: { Mobile: 'member' } })
  const wanda = await northwind.join('Wanda Weber', { grants: { Web: 'manager' } })
  return { ada, mika, wanda }
}

test('a link reproduces the view: its search, role, workspace and sorting (R33)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await team(northwind)
  const page = await visit(northwind.owner)
  const web = northwind.workspaceId('Web')
  await page.goto(
    `${northwind.settings()}?members=we&role=member&workspace=${web}&sort=name&status=expired`,
  )
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('Wanda Weber')
  await expect(search(page)).toHaveValue('we')
  const role = page.getByRole('combobox', { name: 'Filter by role' })
  await expect(role.locator('option:checked')).toHaveText('Assigned per workspace')
  const workspace = members(page).getByRole('combobox', { name: 'Filter by workspace' })
  await expect(workspace.locator('option:checked')).toHaveText('Web')
  await expect(members(page).getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await expect(pendingInvites(page).getByRole('link', { name: 'Expired' })).toHaveAttribute(
    'aria-current',
    'true',
  )

  await page.goto(`${northwind.settings()}?role=king&sort=height&page=7&cursor=x&workspace=gone`)
  await expect(members(page)).toContainText('No member has this name, address, role and workspace.')
  await expect(workspace.locator('option:checked')).toHaveText('A workspace that is gone')
  await members(page).getByRole('button', { name: 'Show all' }).click()
  await expect(rows(page)).toHaveCount(4)
  await expect(page.getByRole('heading', { name: 'Members', exact: true })).toBeFocused()
})

test('filters and sorting stand in the address, and Back takes them away again', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await team(northwind)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(rows(page)).toHaveCount(4)
  const joined = members(page).getByRole('columnheader', { name: 'Joined' })
  await expect(joined).toHaveAttribute('aria-sort', 'descending')

  await members(page).getByRole('button', { name: 'Name' }).click()
  await expect(page).toHaveURL(/\?sort=name$/)
  await expect(rows(page)).toContainText(['Ada Admin', 'Mika Mori', 'Olivia Owner', 'Wanda Weber'])
  await members(page).getByRole('button', { name: 'Name' }).click()
  await expect(page).toHaveURL(/\?sort=name&direction=desc$/)
  await expect(rows(page)).toContainText(['Wanda Weber', 'Olivia Owner', 'Mika Mori', 'Ada Admin'])
  const workspace = members(page).getByRole('combobox', { name: 'Filter by workspace' })
  await workspace.selectOption('Mobile')
  await expect(rows(page)).toHaveCount(1)
  await search(page).fill('mi')
  await expect(page).toHaveURL(/members=mi/)

  await page.goBack()
  await expect(rows(page)).toHaveCount(4)
  await expect(search(page)).toHaveValue('')
  await expect(workspace.locator('option:checked')).toHaveText('Every workspace')
  await expect(page).toHaveURL(/\?sort=name&direction=desc$/)
  await page.goBack()
  await page.goBack()
  await expect(joined).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(northwind.settings())
})

test('as one types, earlier rows stay, what was typed stays, and a late answer is dropped', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await team(northwind)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(rows(page)).toHaveCount(4)
  // The answer to "mi" does not come.
  const late = /member\.list.*%22search%22%3A%22mi%22/
  await page.route(late, () => undefined)
  const dropped = page.waitForEvent('requestfailed', {
    predicate: (request) => late.test(request.url()),
    timeout: 0,
  })
  await search(page).pressSequentially('mi')
  await expect(members(page).getByRole('table')).toHaveAttribute('aria-busy', 'true')
  await expect(rows(page)).toHaveCount(4)
  await search(page).press('Control+A')
  await search(page).pressSequentially('wanda ')
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('Wanda Weber')
  await expect(search(page)).toHaveValue('wanda ')
  await expect(search(page)).toBeFocused()
  await dropped
})

test('several members get another role, whoever can’t is told of before (R34)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const { ada } = await team(northwind)
  await northwind.join('Ottilie Oster', { role: 'owner' })
  const page = await visit(ada)
  await page.goto(northwind.settings())
  await expect(rows(page)).toHaveCount(5)
  await expect(pick(page, 'Mika Mori')).toBeVisible()
  await expect(pick(page, 'Ottilie Oster')).toHaveCount(0)
  await expect(pick(page, 'Ada Admin')).toHaveCount(0)

  const all = members(page).getByRole('checkbox', { name: 'Select all on this page' })
  await pick(page, 'Mika Mori').check()
  await expect(all).toHaveJSProperty('indeterminate', true)
  await all.check()
  await expect(members(page).getByRole('status').filter({ hasText: '2 selected' })).toHaveCount(1)
  await bar(page).getByRole('button', { name: 'Change role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the role of 2 members' })
  const owner = dialog.getByRole('radio', { name: 'Owner' })
  await expect(owner).toBeDisabled()
  await expect(owner).toHaveAccessibleDescription('Only an Owner can give or take the role Owner.')
  await expect(dialog.getByRole('radio', { name: 'Assigned per workspace' })).toBeDisabled()
  const confirm = dialog.getByRole('button', { name: 'Change role' })
  await expect(confirm).toHaveAccessibleDescription('Choose the new role to see what it changes.')
  await dialog.getByRole('radio', { name: 'Admin' }).check()
  await expect(dialog).toContainText('Access set per workspace is dropped.')
  await expect(dialog).toContainText('This concerns')
  await confirm.click()
  const told = page.getByRole('dialog', { name: 'Roles changed: 2 of 2' })
  await expect(told).toContainText('All 2 are done.')
  await expect(told.getByRole('listitem')).toHaveText([/Done/, /Done/])
  await told.getByRole('button', { name: 'Done' }).click()
  await expect(memberOf(page, 'Mika Mori')).toContainText('Admin')
  await expect(memberOf(page, 'Wanda Weber')).toContainText('Admin')
  await expect(bar(page)).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Members', exact: true })).toBeFocused()
})

test('several members are removed, row by row: one is refused, says why, and stays selected (R35)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const { ada, mika } = await team(northwind)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await pick(page, 'Mika Mori').check()
  await pick(page, 'Wanda Weber').check()
  await pick(page, 'Ada Admin').check()
  await bar(page).getByRole('button', { name: 'Remove' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove 3 members' })
  await expect(dialog).toContainText('They lose access to Northwind at once')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect(bar(page).getByRole('button', { name: 'Remove' })).toBeFocused()

  await bar(page).getByRole('button', { name: 'Remove' }).click()
  // Somebody else is faster with one of them.
  await ada.api.mutate('member.remove', { organizationId: northwind.id, userId: mika.userId })
  await dialog.getByRole('button', { name: 'Remove' }).click()
  const told = page.getByRole('dialog', { name: 'Members removed: 2 of 3' })
  await expect(told).toContainText('2 done, 1 not.')
  const refused = told.getByRole('listitem').first()
  await expect(refused).toContainText('Mika Mori')
  await expect(refused).toContainText('This does not exist, or not for you.')
  await told.getByRole('button', { name: 'Retry what failed' }).click()
  await expect(told).toContainText('2 done, 1 not.')
  await page.keyboard.press('Escape')
  await expect(rows(page)).toHaveCount(1)
  await expect(bar(page)).toHaveAccessibleName('1 selected')
  await bar(page).getByRole('button', { name: 'Clear selection' }).click()
  await expect(bar(page)).toHaveCount(0)
})

test('pages go both ways, keep what is selected, and a link to one shows it (R33)', async ({
  crowd,
  found,
  visit,
}) => {
  const northwind = await found()
  crowd(northwind, 60)
  const page = await visit(northwind.owner)
  await page.goto(`${northwind.settings()}?sort=name`)
  const pages = members(page).getByRole('navigation', { name: 'Pages' })
  await expect(pages).toContainText('1–25 of 61')
  await expect(pages.getByRole('button', { name: 'Previous' })).toBeDisabled()
  await pick(page, 'Crowd 01').check()
  await pages.getByRole('button', { name: 'Next' }).click()
  await expect(pages).toContainText('26–50 of 61')
  await expect(rows(page).first()).toContainText('Crowd 26')
  await expect(pages.getByRole('button', { name: 'Next' })).toBeFocused()
  await pick(page, 'Crowd 27').check()
  await pick(page, 'Crowd 30').click({ modifiers: ['Shift'] })
  await expect(bar(page)).toHaveAccessibleName('5 selected')

  const again = await visit(northwind.owner)
  await again.goto(page.url())
  await expect(rows(again).first()).toContainText('Crowd 26')
  await expect(members(again).getByRole('navigation', { name: 'Pages' })).toContainText(
    '26–50 of 61',
  )

  await pages.getByRole('button', { name: 'Next' }).click()
  await expect(pages).toContainText('51–61 of 61')
  await expect(pages.getByRole('button', { name: 'Next' })).toBeDisabled()
  await pages.getByRole('button', { name: 'Previous' }).click()
  await expect(rows(page).first()).toContainText('Crowd 26')
  await page.goBack()
  await expect(pages).toContainText('51–61 of 61')
  await pages.getByRole('button', { name: 'First' }).click()
  await expect(rows(page).first()).toContainText('Crowd 01')
  await expect(pick(page, 'Crowd 01')).toBeChecked()
  await expect(bar(page)).toHaveAccessibleName('5 selected')

  const role = page.getByRole('combobox', { name: 'Filter by role' })
  await role.selectOption('Admin')
  await expect(bar(page)).toHaveCount(0)
  await role.selectOption('Every role')
  await expect(rows(page)).toHaveCount(25)
  await expect(bar(page)).toHaveCount(0)
})

test('members are sorted, selected and removed with the keyboard alone', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await team(northwind)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await members(page).getByRole('button', { name: 'Name' }).focus()
  await page.keyboard.press('Enter')
  await expect(rows(page).first()).toContainText('Ada Admin')
  await expect(members(page).getByRole('button', { name: 'Name' })).toBeFocused()
  await pick(page, 'Ada Admin').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Actions for Ada Admin' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(pick(page, 'Mika Mori')).toBeFocused()
  await page.keyboard.press('Space')
  await expect(bar(page)).toHaveAccessibleName('2 selected')
  await bar(page).getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Remove 2 members' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const told = page.getByRole('dialog', { name: 'Members removed: 2 of 2' })
  await expect(told.getByText('All 2 are done.')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Members', exact: true })).toBeFocused()
  await expect(rows(page)).toHaveCount(2)
})

test('who selects on a telephone keeps in sight what can be done, in Japanese too', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await team(northwind)
  const page = await visit(northwind.owner, { locale: 'ja-JP' })
  await page.setViewportSize(telephone)
  await page.goto(northwind.settings())
  await page.getByRole('checkbox', { name: 'Mika Mori を選択' }).check()
  await expect(page.getByRole('group', { name: '1 件を選択中' })).toBeInViewport()
  await expectNoSidewaysScroll(page)
  await page.getByRole('combobox', { name: '並べ替え' }).selectOption('名前 (昇順)')
  await expect(page).toHaveURL(/sort=name/)
  await page.getByRole('button', { name: 'ロールを変更' }).click()
  await expect(page.getByRole('radio', { name: '管理者' })).toBeEnabled()
})

test('when the last row of the last page goes, the page before it is shown', async ({
  crowd,
  found,
  visit,
}) => {
  const northwind = await found()
  crowd(northwind, 24)
  const { userId } = await northwind.join('Zoe Zimmer')
  const page = await visit(northwind.owner)
  await page.goto(`${northwind.settings()}?sort=name`)
  await members(page).getByRole('button', { name: 'Next' }).click()
  await expect(rows(page)).toHaveText([/Zoe Zimmer/])
  await northwind.owner.api.mutate('member.remove', { organizationId: northwind.id, userId })
  await expect(rows(page)).toHaveCount(25)
  await expect(page).not.toHaveURL(/cursor/)
})
