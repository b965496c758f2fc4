import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { accessTo, dialog, inviteOf } from './support/screens.ts'

test('an Admin signs in and invites with the keyboard alone (R1, R7)', async ({ found, page }) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  await page.goto('/sign-in')
  await expect(page.getByLabel('Email', { exact: true })).toBeFocused()
  await page.keyboard.type(ada.email)
  await page.keyboard.press('Tab')
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(ada.password)
  await page.keyboard.press('Enter')

  const open = page.getByRole('button', { name: 'Invite user' })
  await expect(inviteOf(page, email)).toHaveCount(0)
  await open.waitFor()
  await tabTo(page, open)
  await page.keyboard.press('Enter')
  const invite = dialog(page, 'Invite user')
  await expect(invite.getByLabel('Email address')).toBeFocused()
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  const perWorkspace = invite.getByRole('radio', { name: 'Assigned per workspace' })
  await expect(perWorkspace).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(invite.getByRole('radio', { name: 'Admin' })).toBeChecked()
  await page.keyboard.press('ArrowUp')
  await expect(perWorkspace).toBeChecked()
  await accessTo(page, 'Web').waitFor()
  await page.keyboard.press('Tab')
  await expect(accessTo(page, 'Mobile')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(accessTo(page, 'Web')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(accessTo(page, 'Web').locator('option:checked')).toHaveText('Workspace manager')
  await page.keyboard.press('Control+Enter')

  await expect(invite).toBeHidden()
  await expect(inviteOf(page, email)).toContainText('1 workspace')
  await expect(open).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(invite.getByLabel('Email address')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(invite).toBeHidden()
  await expect(open).toBeFocused()
})

test('an Admin cancels an invitation with the keyboard, and the focus is not lost (R15)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  await northwind.invite(email)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  const cancel = inviteOf(page, email).getByRole('button', { name: 'Cancel' })
  await cancel.waitFor()
  await tabTo(page, cancel)
  await page.keyboard.press('Enter')
  const alert = page.getByRole('alertdialog', { name: 'Cancel this invitation?' })
  await alert.waitFor()
  await page.keyboard.press('Tab')
  await expect(alert.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(cancel).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, alert.getByRole('button', { name: 'Cancel invitation' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Pending invites' })).toBeFocused()
})

/** Goes on with Tab until the focus is there, as somebody without a mouse does. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(goal).toBeFocused()
}
