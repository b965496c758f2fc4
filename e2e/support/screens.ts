import type { Page } from '@playwright/test'

/** The parts of "User management", by the names that stand on the screen. */
export const pendingInvites = (page: Page) =>
  page.getByRole('region', { name: 'Pending invites', exact: true })

export const inviteOf = (page: Page, email: string) =>
  pendingInvites(page).getByRole('row').filter({ hasText: email })

export const members = (page: Page) => page.getByRole('region', { name: 'Members', exact: true })

export const memberOf = (page: Page, name: string) =>
  members(page).getByRole('row').filter({ hasText: name })

/** Total users, Active users, Pending invitations, Admins/Owners. */
export const figures = (page: Page) => page.getByRole('definition')

/** What was just told in passing. */
export const toasts = (page: Page) => page.getByRole('region', { name: /^Notifications/ })

export const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })

/** The select of a workspace in the invite dialog or the grants dialog. */
export const accessTo = (page: Page, workspace: string) =>
  page.getByRole('dialog').getByRole('combobox', { name: workspace, exact: true })

/** Opens a menu by its button and chooses from it. */
export async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

export const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true, level: 1 })
