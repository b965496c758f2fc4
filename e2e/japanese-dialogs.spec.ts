import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { choose } from './support/screens.ts'

// What moves is half transparent for a moment.
const japanese = { locale: 'ja-JP', reducedMotion: 'reduce' } as const

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })

/** What is open is accessible, and closes. */
async function look(page: Page, role: 'dialog' | 'alertdialog' | 'menu', what: string) {
  await expect(page.getByRole(role)).toBeVisible()
  await expectAccessible(page, what)
  await page.keyboard.press('Escape')
  await expect(page.getByRole(role)).toBeHidden()
}

test('the dialogs of User management are accessible in Japanese (R16, R35, R36)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await northwind.join('Mika Mori', { grants: { Web: 'member' } })
  const email = newAddress()
  await northwind.invite(email, { grants: { Web: 'manager' } })
  const page = await visit(northwind.owner, japanese)
  await page.goto(northwind.settings())
  for (const item of ['ワークスペースアクセスを管理', '名前を編集'] as const) {
    await choose(page, 'Mika Mori の操作', item)
    await look(page, 'dialog', item)
  }
  await choose(page, 'Mika Mori の操作', '削除')
  await look(page, 'alertdialog', '削除')
  await rowOf(page, 'Mika Mori').getByRole('checkbox').check()
  for (const deed of ['ロールを変更', '削除'] as const) {
    await page.getByRole('button', { name: deed, exact: true }).click()
    await look(page, 'dialog', deed)
  }
  const invitation = rowOf(page, email)
  await invitation.getByRole('button', { name: '1 件' }).click()
  await look(page, 'dialog', 'ワークスペースアクセスを管理')
  await invitation.getByRole('button', { name: 'キャンセル' }).click()
  await look(page, 'alertdialog', 'キャンセル')
})

test('menus, and the dialogs of workspaces and profile, are accessible in Japanese', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  await northwind.join('Mika Mori', { grants: { Web: 'member' } })
  const page = await visit(northwind.owner, japanese)
  await page.goto(northwind.settings('workspaces'))
  await page.getByRole('button', { name: '組織: Northwind' }).click()
  await look(page, 'menu', '組織')
  await page.getByRole('button', { name: /^アカウント: / }).click()
  await look(page, 'menu', 'アカウント')
  await page.getByRole('button', { name: '新しいワークスペース' }).click()
  await look(page, 'dialog', '新しいワークスペース')
  await page.getByRole('button', { name: 'アクセスできるユーザー' }).first().click()
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1)
  await look(page, 'dialog', 'アクセスできるユーザー')
  await choose(page, 'Web の操作', '名前と説明を編集')
  await look(page, 'dialog', '名前と説明を編集')
  await choose(page, 'Web の操作', '削除')
  await look(page, 'alertdialog', '削除')
  await page.goto(northwind.settings().replace('members', 'profile'))
  await page.getByRole('button', { name: 'すべての端末からログアウト' }).click()
  await look(page, 'alertdialog', 'すべての端末からログアウト')
})

test('the doors, and leaving, are accessible in Japanese (R29, R35)', async ({ found, visit }) => {
  const northwind = await found()
  const mika = await northwind.join('Mika Mori')
  const canceled = await northwind.invite(newAddress('canceled'))
  await northwind.owner.api.mutate('invitation.cancel', {
    organizationId: northwind.id,
    invitationId: canceled.id,
  })
  const stranger = await visit(undefined, japanese)
  for (const path of ['/forgot-password', '/reset-password#none', '/invite#none', canceled.link]) {
    await stranger.goto(path)
    await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(stranger.locator('html')).toHaveAttribute('lang', 'ja')
    await expectAccessible(stranger, path)
  }
  const page = await visit(mika, japanese)
  await page.goto(northwind.settings().replace('members', 'general'))
  await page.getByRole('button', { name: '組織から退出' }).click()
  await look(page, 'alertdialog', '組織から退出')
})
