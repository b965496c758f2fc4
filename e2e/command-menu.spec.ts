import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { dialog, heading } from './support/screens.ts'

const menu = (page: Page) => dialog(page, 'Search and commands')
const field = (page: Page) => menu(page).getByRole('combobox')
const options = (page: Page) => menu(page).getByRole('option')

async function open(page: Page) {
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
}

test('an Admin goes everywhere with the keyboard alone', async ({ found, visit }) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori', { grants: { Mobile: 'member' } })
  const email = newAddress('kenji')
  await northwind.invite(email)
  const page = await visit(await northwind.join('Ada Admin', { role: 'admin' }))
  await page.goto(northwind.settings())
  await expect(heading(page, 'User management')).toBeVisible()

  await open(page)
  await expect(field(page)).toHaveAccessibleName('Find people, pages and commands')
  await expect(menu(page).getByRole('group', { name: 'Pages' })).toContainText('Workspaces')
  await page.keyboard.type('worksp')
  await expect(options(page).first()).toHaveText(/Workspaces/)
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Workspaces')).toBeVisible()
  await expect(menu(page)).toBeHidden()
  await expect(page.getByRole('main')).toBeFocused()

  await open(page)
  await page.keyboard.type('mika')
  await expect(menu(page).getByRole('group', { name: 'Members' })).toContainText(mika.email)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(
    `${northwind.settings()}?${new URLSearchParams({ members: mika.email })}`,
  )

  await open(page)
  await page.keyboard.type(email)
  await expect(menu(page).getByRole('group', { name: 'Pending invites' })).toContainText(email)
  await expect(options(page)).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${northwind.settings()}?${new URLSearchParams({ invites: email })}`)

  await open(page)
  await page.keyboard.type('new workspace')
  await page.keyboard.press('Enter')
  await expect(dialog(page, 'New workspace').getByLabel('Workspace name')).toBeFocused()
  await expect(page).toHaveURL(northwind.settings('workspaces'))
})

test('an address that is new is invited; who may not invite is told why (R1, R20)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('general'))
  await expect(heading(page, 'General')).toBeVisible()
  await open(page)
  await page.keyboard.type(email)
  await expect(options(page)).toHaveText([`Invite ${email}`])
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/members/)

  const mika = await visit(await northwind.join('Mika Mori'))
  await mika.goto(northwind.settings('general'))
  await expect(heading(mika, 'General')).toBeVisible()
  await open(mika)
  await mika.keyboard.type(email)
  await expect(options(mika)).toBeDisabled()
  await expect(options(mika)).toContainText('Only Owners and Admins can invite.')
  await expect(menu(mika).getByRole('status')).toContainText('Only Owners and Admins can invite.')
  await mika.keyboard.press('Enter')
  await expect(menu(mika)).toBeVisible()
})

test('Escape closes it where it was opened, and what is not found is said', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('general'))
  const button = page.getByRole('button', { name: 'Search…' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('nothing of this name')
  await expect(menu(page).getByRole('status')).toContainText(
    'Nothing matches “nothing of this name”.',
  )
  await expect(options(page)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(menu(page)).toBeHidden()
  await expect(button).toBeFocused()

  const name = page.getByLabel('Organization name')
  await name.focus()
  await open(page)
  await page.keyboard.press('Control+k')
  await expect(menu(page)).toBeHidden()
  await expect(name).toBeFocused()

  await open(page)
  await page.keyboard.type('new organization')
  await page.keyboard.press('Enter')
  const create = dialog(page, 'New organization')
  await expect(create.getByLabel('Organization name')).toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(menu(page)).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(create).toBeHidden()
  await expect(name).toBeFocused()
})

test('theme, language and signing out are chosen there as well', async ({ found, visit }) => {
  const northwind = await found()
  const page = await visit(await northwind.join('Mika Mori'))
  await page.goto(northwind.settings('workspaces'))
  await expect(heading(page, 'Workspaces')).toBeVisible()
  await open(page)
  await page.keyboard.type('dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  // A menu that is still closing would take the shortcut for its end.
  await expect(field(page)).toHaveCount(0)
  await open(page)
  await page.keyboard.type('language')
  await page.keyboard.press('Enter')
  await expect(heading(page, 'ワークスペース')).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(dialog(page, '検索とコマンド').getByRole('combobox')).toBeFocused()
  await page.keyboard.type('ログアウト')
  await page.keyboard.press('Enter')
  await expect(heading(page, 'ログイン')).toBeVisible()
})
