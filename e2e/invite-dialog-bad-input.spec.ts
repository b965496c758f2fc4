import { expectAccessible, telephone } from './support/accessible.ts'
import { utf16 } from './support/encodings.ts'
import { expect, test } from './support/fixtures.ts'
import { expectNoSidewaysScroll } from './support/layout.ts'
import { addManyWorkspaces } from './support/many-workspaces.ts'
import { newAddress } from './support/organization.ts'
import { paste } from './support/paste.ts'
import { accessTo, dialog } from './support/screens.ts'

test('five hundred addresses pasted twice: each once in the list, the others marked (R3, R6)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  const box = invite.getByLabel('Email address')
  const domain = newAddress().split('@').join('.')
  const list = Array.from({ length: 500 }, (_, at) => `person.${at}@${domain}`).join('\n')
  await paste(box, list)
  await paste(box, list)
  await expect(invite.getByText('500 will be invited, 500 need a look')).toBeVisible()
  await expect(invite.getByText('500 entries repeat an address of the list.')).toBeVisible()
  await page.keyboard.type('still typing')
  await expect(box).toHaveValue('still typing')
  await box.fill('')
  await expectAccessible(page, 'the invite dialog, with a thousand recipients')
  await invite.getByRole('button', { name: 'Remove duplicates' }).click()
  await expect(invite.getByText('and 450 more')).toBeVisible()
  await invite.getByText('and 450 more').click()
  await expect(invite.getByRole('list', { name: 'Recipients' }).getByRole('listitem')).toHaveCount(
    500,
  )
  await expect(invite.getByText('500 will be invited')).toBeVisible()
})

test('a paste beyond what the list takes is not taken, and what was there stays', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  const box = invite.getByLabel('Email address')
  await box.fill('nadia@northwind.test')
  await box.press('Enter')
  const many = Array.from({ length: 5_001 }, (_, at) => `p${at}@northwind.test`).join('\n')
  await paste(box, many)
  await expect(box).toHaveAccessibleDescription(/^This list takes up to 5,000 addresses\./)
  await expect(invite.getByRole('list', { name: 'Recipients' }).getByRole('listitem')).toHaveText([
    'nadia@northwind.test',
  ])
})

test('files that can’t be read say what to do, and the one before stays typed', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  await invite.getByLabel('Email address').fill('nadia@northwind.test')
  await invite.getByRole('button', { name: 'Import from CSV' }).click()
  const input = invite.locator('input[type=file]')
  const choose = (name: string, buffer: Buffer) =>
    input.setInputFiles({ name, mimeType: 'text/csv', buffer })
  for (const [name, buffer, sentence] of [
    ['large.csv', Buffer.alloc(20 * 1024 * 1024, 'a,b\n'), '“large.csv” is larger than 10 MB.'],
    ['empty.csv', Buffer.alloc(0), '“empty.csv” is empty.'],
    ['book.csv', Buffer.from('PK\u0003\u0004\0\0\u0001\u0002'), '“book.csv” is a workbook.'],
    [
      'noise.csv',
      Buffer.from(Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7_919) % 256)),
      '“noise.csv” is no text file.',
    ],
    [
      'names.csv',
      Buffer.from('first,last\nNadia,Noor\n'),
      '“names.csv” has no column with email addresses.',
    ],
    [
      'rows.csv',
      Buffer.from(`email\n${'a@b.test\n'.repeat(20_001)}`),
      '“rows.csv” has more than 20,000 rows.',
    ],
  ] as const) {
    await choose(name, buffer)
    await expect(invite.getByRole('alert').filter({ hasText: sentence })).toBeVisible()
  }

  const email = newAddress()
  await choose('unicode.csv', utf16(`Email\tRole\r\n${email}\tAdmin\r\n`))
  await expect(invite.getByRole('row').filter({ hasText: email })).toContainText('Will be invited')
  await expect(invite.getByText('The file has no column for workspaces')).toBeVisible()
  await page.setViewportSize(telephone)
  await expectNoSidewaysScroll(page)
  await invite.getByRole('button', { name: 'Back to typing' }).click()
  await expect(invite.getByRole('list', { name: 'Recipients' }).getByRole('listitem')).toHaveText([
    'nadia@northwind.test',
  ])
})

test('a thousand workspaces are searched, and those that are chosen stay in sight (R7)', async ({
  found,
  visit,
}) => {
  const northwind = await found({ workspaces: [] })
  addManyWorkspaces(northwind, 1_000)
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  await expect(invite.getByRole('combobox')).toHaveCount(50)
  await expect(invite.getByText('950 more')).toBeVisible()
  const search = invite.getByLabel('Find a workspace')
  await search.fill('team 977')
  await accessTo(page, 'Team 977').selectOption('Workspace manager')
  await search.press('Enter')
  await expect(invite).toBeVisible()
  await search.fill('')
  await expect(invite.getByRole('combobox').first()).toHaveAccessibleName('Team 977')
  await expect(invite.getByText('1 chosen')).toBeVisible()
  await search.fill('nothing of the kind')
  await expect(
    invite.getByText('No workspace has “nothing of the kind” in its name.'),
  ).toBeVisible()
  await search.fill('')
  await expectAccessible(page, 'the invite dialog, with a thousand workspaces')
})

test('the dialog says in Japanese what is wrong', async ({ found, visit }) => {
  const northwind = await found()
  const invited = newAddress()
  await northwind.invite(invited)
  const page = await visit(northwind.owner, { locale: 'ja-JP' })
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'ユーザーを招待' }).click()
  const invite = dialog(page, 'ユーザーを招待')
  await invite.getByLabel('メールアドレス').fill(`${invited}, nobody@, ${newAddress()}`)
  await expect(invite.getByText(`${invited} はすでに招待されています。`)).toBeVisible()
  await expect(invite.getByText('1 人を招待します。2 件は確認が必要です')).toBeVisible()
  await expect(invite.getByRole('button', { name: '代わりに再送信' })).toBeVisible()
  await invite.getByRole('button', { name: 'CSV から読み込む' }).click()
  await invite.locator('input[type=file]').setInputFiles({
    name: '招待.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeffメールアドレス\n${invited}\nnobody@\n`),
  })
  await expect(invite.getByText('すでに招待されています。')).toBeVisible()
})

test('a file that is dropped beside the place for it is taken, and what was typed stays', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  await invite.getByLabel('Email address').fill('nadia@northwind.test')
  const dataTransfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['ravi@northwind.test'], 'people.csv', { type: 'text/csv' }))
    return transfer
  })
  await invite.getByRole('group', { name: 'Role' }).dispatchEvent('drop', { dataTransfer })
  await expect(invite.getByRole('table', { name: 'Rows of people.csv' })).toBeVisible()
  await invite.getByRole('button', { name: 'Back to typing' }).click()
  await expect(invite.getByRole('list', { name: 'Recipients' }).getByRole('listitem')).toHaveText([
    'nadia@northwind.test',
  ])
})
