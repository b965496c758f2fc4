import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { dialog, heading } from './support/screens.ts'

test.use({ locale: 'ja-JP' })

test('a Japanese Admin finds Japanese words, and their invitation is a Japanese mail (R33, R39)', async ({
  found,
  mailbox,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const email = newAddress()
  const page = await visit(ada)
  await page.goto('/')
  await page.getByRole('button', { name: 'アカウント: Ada Admin' }).click()
  await page.getByRole('menuitem', { name: '設定' }).click()
  await expect(page.getByRole('heading', { name: '組織', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'メンバー' }).click()
  await expect(heading(page, 'ユーザー管理')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
  await expect(page.getByRole('term')).toContainText([
    '合計ユーザー数',
    'アクティブユーザー',
    '保留中の招待',
    '管理者/オーナー',
  ])

  await page.getByRole('button', { name: 'ユーザーを招待' }).click()
  const invite = dialog(page, 'ユーザーを招待')
  await expect(invite.getByRole('group', { name: 'ロール', exact: true })).toBeVisible()
  await expect(invite.getByRole('group', { name: 'ワークスペースアクセス' })).toBeVisible()
  await expect(invite.getByRole('radio', { name: 'オーナー' })).toBeVisible()
  await expect(invite.getByRole('radio', { name: '管理者' })).toBeVisible()
  await invite.getByLabel('メールアドレス').fill(email)
  await invite.getByRole('radio', { name: 'ワークスペースごとに割り当て' }).check()
  const web = invite.getByRole('combobox', { name: 'Web', exact: true })
  await expect(web.locator('option')).toHaveText([
    'アクセスなし',
    'メンバー',
    'ワークスペース管理者',
  ])
  await web.selectOption('ワークスペース管理者')
  await invite.getByRole('button', { name: '招待を送信' }).click()

  const invites = page.getByRole('region', { name: '保留中の招待' })
  const row = invites.getByRole('row').filter({ hasText: email })
  await expect(row.getByRole('button', { name: '再送信' })).toBeVisible()
  await expect(row.getByRole('button', { name: 'キャンセル' })).toBeVisible()
  await row.getByRole('button', { name: '1 件' }).click()
  const access = dialog(page, 'ワークスペースアクセスを管理')
  await access.getByRole('button', { name: '保存' }).click()
  await page.getByRole('button', { name: 'Olivia Owner の操作' }).click()
  await expect(page.getByRole('menuitem', { name: '管理者に変更' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'メンバーに変更' })).toBeVisible()
  await page.keyboard.press('Escape')

  const { subject, text } = await mailbox.newest(email)
  expect(subject).toBe('Ada AdminさんがあなたをNorthwindに招待しました')
  expect(text).toContain('Web（ワークスペース管理者）')
})

test('a Japanese Owner makes a workspace in Japanese (R37)', async ({ found, visit }) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings('workspaces'))
  await expect(heading(page, 'ワークスペース')).toBeVisible()
  await page.getByRole('button', { name: '新しいワークスペース' }).click()
  const create = dialog(page, '新しいワークスペース')
  await create.getByLabel('ワークスペース名').fill('デザイン')
  await create.getByLabel('説明').fill('見た目と手触り')
  await create.getByRole('button', { name: 'ワークスペースを作成' }).click()
  await expect(page.getByRole('heading', { name: 'デザイン' })).toBeVisible()
})

test('the doors speak Japanese as well (R21, R22, R24)', async ({ found, page, visit }) => {
  const northwind = await found()
  const email = newAddress()
  const { link } = await northwind.invite(email)
  await page.goto('/sign-in')
  await expect(page.getByLabel('メールアドレス')).toBeVisible()
  await expect(page.getByLabel('パスワード', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'ログイン', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'パスワードをお忘れですか?' })).toBeVisible()

  const other = await visit(await northwind.join('Omar Odeh'))
  await other.goto(link)
  await expect(other.getByRole('button', { name: 'アカウントを切り替える' })).toBeVisible()

  await page.goto(link)
  await page.getByLabel('名前', { exact: true }).fill('ナディア')
  await page.getByLabel('パスワード', { exact: true }).fill('a-rather-good-one')
  await page.getByRole('button', { name: 'アカウントを作成して参加' }).click()
  await page.getByRole('button', { name: '招待を受諾する' }).click()
  await expect(page.getByRole('button', { name: 'アカウント: ナディア' })).toBeVisible()
})

test('the language is switched in the account menu, and stays', async ({ found, visit }) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'アカウント: Olivia Owner' }).click()
  await page
    .getByRole('group', { name: '言語' })
    .getByRole('menuitemradio', { name: 'English' })
    .click()
  await expect(heading(page, 'User management')).toBeVisible()
  await page.reload()
  await expect(heading(page, 'User management')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
