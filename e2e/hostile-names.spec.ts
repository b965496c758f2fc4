import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { heading, memberOf, pendingInvites } from './support/screens.ts'

const mark = 'document.title = "hit"'
const names = {
  organization: `Acme "><img src=x onerror='${mark}'>`,
  workspace: `<script>${mark}</script> https://evil.test/login`,
  description: `</p><svg onload='${mark}'> [here](javascript:${mark})`,
  person: `Nadia </b><iframe src="javascript:parent.${mark}"> שלום`,
}

/** Nothing of a name has run, or become a part of the page that does something. */
async function expectOnlyText(page: Page): Promise<void> {
  await expect(page).not.toHaveTitle('hit')
  for (const made of ['img[src="x"]', 'iframe', 'svg[onload]', 'a[href*="evil.test"]']) {
    await expect(page.locator(made), made).toHaveCount(0)
  }
  await expect(page.locator('a[href^="javascript:"], [onerror]')).toHaveCount(0)
}

test('names that want to be more are text on every page that shows them (F26)', async ({
  found,
  mailbox,
  page,
  visit,
}) => {
  const { organization: name, workspace, description, person } = names
  const acme = await found({ name, workspaces: [workspace] })
  await acme.owner.api.mutate('workspace.update', {
    organizationId: acme.id,
    workspaceId: acme.workspaceId(workspace),
    description,
  })
  const nadia = await acme.join(person, { role: 'admin' })
  const invited = newAddress('mika')
  const { link } = await acme.invite(invited, { grants: { [workspace]: 'manager' }, by: nadia })

  await test.step('the mail', async () => {
    const mail = await mailbox.newest(invited)
    expect(mail.subject).not.toMatch(/[\r\n]/)
    await page.setContent(mail.html)
    await expect(page.getByText(invited)).toBeVisible()
    await expectOnlyText(page)
    const targets = await page
      .locator('a')
      .evaluateAll((all) => all.map((link_) => link_.getAttribute('href')))
    expect(new Set(targets)).toEqual(new Set([link]))
  })

  await test.step('the invitee’s page', async () => {
    await page.goto(link)
    await expect(heading(page, `Join ${name}`)).toBeVisible()
    await expect(page.getByText(workspace)).toBeVisible()
    await expect(page.getByText(person, { exact: false }).first()).toBeVisible()
    await expectOnlyText(page)
  })

  const owner = await visit(acme.owner)
  await test.step('User management', async () => {
    await owner.goto(acme.settings())
    await expect(memberOf(owner, person)).toBeVisible()
    await expect(pendingInvites(owner).getByRole('row').filter({ hasText: invited })).toBeVisible()
    await owner.getByRole('button', { name: 'Invite user', exact: true }).click()
    await expect(owner.getByRole('dialog', { name: 'Invite user' })).toBeVisible()
    await expectOnlyText(owner)
    await owner.keyboard.press('Escape')
    await memberOf(owner, person)
      .getByRole('button', { name: /^Actions for / })
      .click()
    await owner.getByRole('menuitem', { name: 'Change to Member', exact: true }).click()
    await expect(memberOf(owner, person)).toContainText('Assigned per workspace')
    await expectOnlyText(owner)
  })

  await test.step('the other settings', async () => {
    await owner.goto(acme.settings('workspaces'))
    await expect(owner.getByText(workspace).first()).toBeVisible()
    await expect(owner.getByText(description).first()).toBeVisible()
    await expectOnlyText(owner)
    await owner.goto(acme.settings('general'))
    await expect(owner.getByLabel('Organization name')).toHaveValue(name)
    await expectOnlyText(owner)
    const theirs = await visit(nadia)
    await theirs.goto(acme.settings('profile'))
    await expect(theirs.getByRole('button', { name: /^Account: / })).toBeVisible()
    await expectOnlyText(theirs)
  })
})
