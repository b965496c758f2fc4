import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { dialog, inviteOf, memberOf, members, pendingInvites, toasts } from './support/screens.ts'

/** What the browser keeps when something is clicked: the file's name, and its lines. */
async function downloaded(page: Page, click: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  const text = readFileSync(await download.path(), 'utf8')
  return { name: download.suggestedFilename(), text, lines: text.split('\r\n') }
}

test('members are exported by name, role and workspaces, and no cell is a formula', async ({
  found,
  visit,
}) => {
  const northwind = await found({ workspaces: ['Web', '=cmd()'] })
  const mika = await northwind.join('Mika Mori', { grants: { Web: 'manager', '=cmd()': 'member' } })
  await northwind.owner.api.mutate('member.rename', {
    organizationId: northwind.id,
    userId: mika.userId,
    name: `=HYPERLINK("http://x.test","Mika")`,
  })
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(memberOf(page, mika.email)).toContainText('=HYPERLINK')
  const { name, text, lines } = await downloaded(page, () =>
    members(page).getByRole('button', { name: 'Export CSV' }).click(),
  )
  expect(name).toMatch(/^Northwind members \d{4}-\d\d-\d\d\.csv$/)
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(lines[0]).toBe('\uFEFFName,Email address,Role,Workspaces,Joined,Last active')
  expect(lines).toHaveLength(4)
  expect(lines.find((line) => line.includes(mika.email))).toMatch(
    new RegExp(
      `^"'=HYPERLINK\\(""http://x\\.test"",""Mika""\\)",${mika.email},Assigned per workspace,Web: Workspace manager; =cmd\\(\\): Member,\\d{4}-`,
    ),
  )
  expect(lines.find((line) => line.includes('olivia@acme.test'))).toMatch(
    /^Olivia Owner,olivia@acme\.test,Owner,All,\d{4}-\d\d-\d\dT/,
  )
  await expect(toasts(page)).toContainText('2 rows exported.')
  await expect(members(page).getByRole('button', { name: 'Export CSV' })).toBeFocused()
})

test('what a search leaves is exported as “This view”, and the whole list as well', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await northwind.join('Mika Mori')
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(memberOf(page, 'Olivia Owner')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search by name or email' }).fill('mori')
  await expect(memberOf(page, 'Olivia Owner')).toHaveCount(0)
  const open = members(page).getByRole('button', { name: 'Export CSV' })
  const view = await downloaded(page, async () => {
    await open.click()
    await page.getByRole('menuitem', { name: 'This view' }).click()
  })
  expect(view.lines).toHaveLength(3)
  expect(view.lines[1]).toContain('Mika Mori')
  const all = await downloaded(page, async () => {
    await open.click()
    await page.getByRole('menuitem', { name: 'All members' }).click()
  })
  expect(all.lines).toHaveLength(4)
})

test('pending invites are exported with their states, and how their mail fared', async ({
  clock,
  found,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const [fresh, expired, held] = [newAddress('fresh'), newAddress('expired'), newAddress('held')]
  await northwind.invite(fresh, { grants: { Web: 'manager' } })
  await northwind.invite(expired, { role: 'admin' })
  clock.ageInvitation(expired, 80)
  await northwind.invite(held, { by: ada })
  await northwind.changeRole(ada, 'member')
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(inviteOf(page, held)).toBeVisible()
  const { name, lines } = await downloaded(page, () =>
    pendingInvites(page).getByRole('button', { name: 'Export CSV' }).click(),
  )
  expect(name).toMatch(/^Northwind pending invites \d{4}-\d\d-\d\d\.csv$/)
  const line = (email: string) => lines.find((each) => each.startsWith(email))
  expect(line(fresh)).toMatch(
    /,Assigned per workspace,Web: Workspace manager,,Pending,Olivia Owner,.*Z,Sent$/,
  )
  expect(line(expired)).toMatch(/,Admin,All,,Expired,Olivia Owner,/)
  expect(line(held)).toMatch(/,Assigned per workspace,,,Needs approval,Ada Admin,/)
})

test('a long list is read page by page: it can be stopped, and goes on after a failure', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const { items } = await northwind.owner.api.query<{ items: { userId: string }[] }>(
    'member.list',
    { organizationId: northwind.id },
  )
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await expect(memberOf(page, 'Olivia Owner')).toBeVisible()

  // Two pages of a list that is longer than a test would like to make it; the second is slow to come.
  let fails = true
  await page.route(/\/api\/trpc\/member\.list\?.*limit%22%3A100/, async (route) => {
    const second = route.request().url().includes('second')
    if (second && fails) return route.abort()
    const data = {
      items: [{ ...items[0], userId: second ? 'two' : 'one', name: second ? 'Two' : 'One' }],
      nextCursor: second ? null : 'second',
      previousCursor: null,
      total: 2,
      isTotalCapped: false,
    }
    return route.fulfill({ json: [{ result: { data } }] })
  })
  const start = members(page).getByRole('button', { name: 'Export CSV' })
  await start.click()
  const exporting = dialog(page, 'Export CSV')
  await expect(exporting.getByRole('alert')).toContainText('The export broke off.')
  await expect(exporting.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '1 of 2')
  await exporting.getByRole('button', { name: 'Cancel' }).click()
  await expect(exporting).toBeHidden()
  await expect(start).toBeFocused()

  await start.click()
  await expect(exporting.getByRole('alert')).toContainText('The export broke off.')
  fails = false
  const { lines } = await downloaded(page, () =>
    exporting.getByRole('button', { name: 'Try again' }).click(),
  )
  expect(lines.slice(1, 3).map((line) => line.split(',')[0])).toEqual(['One', 'Two'])
  await expect(exporting).toBeHidden()
})

test('who may act on nobody exports nobody (R32)', async ({ found, visit }) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori')
  const page = await visit(mika)
  await page.goto(northwind.settings())
  await expect(memberOf(page, 'Olivia Owner')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export CSV' })).toHaveCount(0)
})

test('an export in Japanese has Japanese words', async ({ found, visit }) => {
  const northwind = await found()
  await northwind.join('Mika Mori')
  const page = await visit(northwind.owner, { locale: 'ja-JP' })
  await page.goto(northwind.settings())
  const list = page.getByRole('region', { name: 'メンバー', exact: true })
  await expect(list).toContainText('Mika Mori')
  await page.getByRole('searchbox', { name: '名前またはメールアドレスで検索' }).fill('olivia')
  await expect(list).not.toContainText('Mika Mori')
  await list.getByRole('button', { name: 'CSV をエクスポート' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  const { name, lines } = await downloaded(page, () =>
    page.getByRole('menuitem', { name: '現在の表示' }).click(),
  )
  expect(name).toMatch(/^Northwind メンバー /)
  expect(lines[0]).toContain('名前,メールアドレス,ロール')
})
