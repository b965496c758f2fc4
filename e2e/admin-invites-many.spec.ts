import type { Page, Request } from '@playwright/test'
import { deliverMails } from './support/deliver-mails.ts'
import { shiftJis } from './support/encodings.ts'
import { expect, test } from './support/fixtures.ts'
import { newAddress } from './support/organization.ts'
import { paste } from './support/paste.ts'
import { accessTo, dialog, figures, inviteOf, toasts } from './support/screens.ts'

const pending = (page: Page) => figures(page).nth(2)
const recipients = (page: Page) =>
  dialog(page, 'Invite user').getByRole('list', { name: 'Recipients' }).getByRole('listitem')

test('an Admin pastes sixty addresses: who can be invited is, the others stay with their reason (R3, R4, R5, R6)', async ({
  app,
  found,
  mailbox,
  visit,
}) => {
  const northwind = await found()
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const invited = newAddress('ivy')
  await northwind.invite(invited)
  const fresh = Array.from({ length: 55 }, (_, at) => newAddress(`p${at}`))
  const [first = '', second = ''] = fresh
  const page = await visit(ada)
  await page.goto(northwind.settings())
  await page.getByRole('button', { name: 'Invite user' }).click()
  const invite = dialog(page, 'Invite user')
  const lines = [
    `"Noor, Nadia" <${first}>; mailto:${second}`,
    ...fresh.slice(2),
    first.toUpperCase(),
    invited,
    ada.email,
    'nobody@',
    'Ravi Rao',
  ]
  await paste(invite.getByLabel('Email address'), lines.join('\n'))
  await expect(invite.getByText('and 10 more')).toBeVisible()
  await expect(recipients(page)).toHaveCount(50)
  await expect(invite.getByText('55 will be invited, 5 need a look')).toBeVisible()
  const problems = invite.getByRole('list', { name: 'What needs a look' })
  await expect(problems.getByRole('listitem')).toContainText([
    `${first.toUpperCase()} is twice in the list.`,
    `${invited} is already invited.`,
    `${ada.email} is already a member of Northwind.`,
    '“nobody@” is no address',
    '“Ravi Rao” is no address',
  ])
  await invite.getByRole('button', { name: 'Send invitation' }).click()

  await expect(toasts(page)).toContainText('55 people are invited.')
  await expect(recipients(page)).toHaveCount(4)
  await expect(pending(page)).toHaveText('56')
  await expect(invite.getByText('55 invited, 4 need a look')).toBeVisible()
  await deliverMails(app)
  await mailbox.newest(first)

  await problems.getByRole('button', { name: 'Resend instead' }).click()
  await expect(toasts(page)).toContainText(`A new link is on its way to ${invited}.`)
  await expect(recipients(page)).toHaveCount(3)
  await mailbox.newest(invited, 2)
  await problems.getByRole('button', { name: 'Edit' }).first().click()
  const box = invite.getByLabel('Email address')
  await expect(box).toHaveValue('nobody@')
  await expect(box).toBeFocused()
  await page.keyboard.type('northwind.test')
  await box.press('Enter')
  await expect(invite.getByText('55 invited, 1 will be invited, 2 need a look')).toBeVisible()
  await invite.getByRole('button', { name: 'Remove all that can’t be invited' }).click()
  await expect(recipients(page)).toHaveText(['nobody@northwind.test'])
})

test('an answer that was lost on the way costs nothing that was typed, and sending again invites once (R5, R8)', async ({
  found,
  mailbox,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  const [one, two] = [newAddress('one'), newAddress('two')]
  const operations: unknown[] = []
  let isBroken = true
  await page.route('**/api/trpc/invitation.createMany*', async (route) => {
    const { dryRun, operationId } = bodyOf(route.request())
    if (dryRun) return route.continue()
    operations.push(operationId)
    if (!isBroken) return route.continue()
    // It reaches the server, whose answer never arrives.
    await route.fetch()
    return route.abort()
  })
  await page.goto(northwind.settings())
  const open = page.getByRole('button', { name: 'Invite user' })
  await open.click()
  const invite = dialog(page, 'Invite user')
  await invite.getByLabel('Email address').fill(`${one}, ${two}`)
  await accessTo(page, 'Web').selectOption('Member')
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(invite.getByText('The server can’t be reached.')).toBeVisible()
  // Whether they are marked yet as invited is a matter of when the open page has heard of them.
  await expect(recipients(page)).toHaveText([perhapsMarked(one), perhapsMarked(two)])

  await page.keyboard.press('Escape')
  await expect(invite).toBeHidden()
  await expect(open).toBeFocused()
  await open.click()
  await expect(invite.getByText('What you typed before is still here.')).toBeVisible()
  await expect(recipients(page)).toHaveText([new RegExp(one), new RegExp(two)])
  await expect(accessTo(page, 'Web').locator('option:checked')).toHaveText('Member')
  isBroken = false
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(invite).toBeHidden()
  await expect(toasts(page)).toContainText('2 people are invited.')
  await expect(pending(page)).toHaveText('2')
  expect(operations.length).toBeGreaterThan(1)
  expect(new Set(operations).size).toBe(1)
  await mailbox.newest(one)
  expect(await mailbox.to(one)).toHaveLength(1)

  await open.click()
  await expect(recipients(page)).toHaveCount(0)
  await expect(invite.getByText('What you typed before')).toBeHidden()
})

test('an Admin brings a Japanese file from Excel, sees what would happen, and the same file again invites nobody (R4, R5, R7)', async ({
  found,
  visit,
}) => {
  const northwind = await found({ workspaces: ['営業', 'Web'] })
  const ada = await northwind.join('Ada Admin', { role: 'admin' })
  const [sato, mori, boss] = [newAddress('sato'), newAddress('mori'), newAddress('boss')]
  const file = {
    name: '招待.csv',
    mimeType: 'text/csv',
    buffer: shiftJis(
      [
        'ワークスペース,メールアドレス,ロール',
        `営業:ワークスペース管理者;Web,${sato},メンバー`,
        `,${mori},管理者`,
        `,${boss},オーナー`,
        `経理,${newAddress('keiri')},メンバー`,
        `,${sato.toUpperCase()},`,
        `,${ada.email},`,
        ',nobody@,',
      ].join('\r\n'),
    ),
  }
  const page = await visit(ada)
  await page.goto(northwind.settings())
  const open = page.getByRole('button', { name: 'Invite user' })
  await open.click()
  const invite = dialog(page, 'Invite user')
  await invite.getByRole('button', { name: 'Import from CSV' }).click()
  await invite.locator('input[type=file]').setInputFiles(file)
  const row = (text: string) => invite.getByRole('row').filter({ hasText: text })
  await expect(invite.getByRole('row', { name: `2 ${sato}` })).toContainText('Will be invited')
  await expect(row(mori)).toContainText('Will be invited')
  await expect(row(boss)).toContainText('Ask an Owner.')
  await expect(row('経理')).toContainText('There is no workspace “経理”.')
  await expect(invite.getByRole('row', { name: '6 SATO' })).toContainText(
    'The same address as in row 2.',
  )
  await expect(row(ada.email)).toContainText('Already a member.')
  await expect(row('nobody@')).toContainText('Not an address')
  await expect(invite.getByText('2 will be invited, 5 need a look')).toBeVisible()
  await expect(invite.getByText('1 row makes somebody Admin')).toBeVisible()
  await expect(invite.getByText('makes somebody Owner')).toBeHidden()
  await expect(pending(page)).toHaveText('0')
  await invite.getByRole('checkbox', { name: 'Only problems' }).check()
  await expect(invite.getByRole('row')).toHaveCount(6)

  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(invite.getByText('2 invited, 5 not invited.')).toBeVisible()
  const download = page.waitForEvent('download')
  await invite.getByRole('button', { name: 'Download a report' }).click()
  expect((await download).suggestedFilename()).toBe('not-invited.csv')
  await invite.getByRole('button', { name: 'Done' }).click()
  await expect(invite).toBeHidden()
  await expect(open).toBeFocused()
  await expect(inviteOf(page, sato)).toContainText('2 workspaces')
  await expect(inviteOf(page, mori)).toContainText('Admin')
  await expect(pending(page)).toHaveText('2')

  await open.click()
  await invite.getByRole('button', { name: 'Import from CSV' }).click()
  await invite.locator('input[type=file]').setInputFiles(file)
  await expect(row(mori)).toContainText('Already invited.')
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(invite.getByText('0 invited, 7 not invited.')).toBeVisible()
  await invite.getByRole('button', { name: 'Back to typing' }).click()
  await invite.getByRole('button', { name: 'Import from CSV' }).click()
  await expect(invite.getByText('0 invited, 7 not invited.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(invite).toBeHidden()
  await open.click()
  await expect(invite.getByLabel('Email address')).toBeFocused()
  await invite.getByRole('button', { name: 'Import from CSV' }).click()
  await expect(invite.getByText('Drop a CSV file here, or')).toBeVisible()
  await expect(pending(page)).toHaveText('2')
})

test('a list is written, walked, mended and sent with the keyboard alone (R1)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  const open = page.getByRole('button', { name: 'Invite user' })
  await open.focus()
  await page.keyboard.press('Enter')
  const invite = dialog(page, 'Invite user')
  const box = invite.getByLabel('Email address')
  await expect(box).toBeFocused()
  const [one, two, three] = [newAddress('one'), newAddress('two'), newAddress('three')]
  await page.keyboard.type(`${one},`)
  await expect(invite.getByText(`${one} is in the list.`)).toBeAttached()
  await page.keyboard.type(`${two} `)
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await page.keyboard.type(three)
  await page.keyboard.press('Enter')
  await expect(recipients(page)).toHaveText([one, two, 'wrong (not an address)', three])

  const chip = (name: string) => recipients(page).getByRole('button', { name }).first()
  await page.keyboard.press('Backspace')
  await expect(chip(three)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(chip(one)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(chip('wrong')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(box).toHaveValue('wrong')
  await expect(box).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('ArrowLeft')
  await expect(chip(three)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Delete')
  await expect(invite.getByText(`${two} is out of the list.`)).toBeAttached()
  await expect(chip(three)).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await expect(box).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(invite).toBeHidden()
  await expect(toasts(page)).toContainText('2 people are invited.')
  await expect(open).toBeFocused()
})

test('the role that was invited as last is offered again, but never Owner; what it opens is told (R2, R20)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const page = await visit(northwind.owner)
  await page.goto(northwind.settings())
  const invite = dialog(page, 'Invite user')
  const inviteAs = async (role: string) => {
    await page.getByRole('button', { name: 'Invite user' }).click()
    await invite.getByLabel('Email address').fill(newAddress())
    await invite.getByRole('radio', { name: role }).check()
  }
  const send = async () => {
    await invite.getByRole('button', { name: 'Send invitation' }).click()
    await expect(invite).toBeHidden()
  }
  await inviteAs('Admin')
  await expect(invite.getByText('They will reach every workspace')).toBeVisible()
  await send()
  await inviteAs('Owner')
  await expect(
    invite.getByText('They will have the whole organization in their hands'),
  ).toBeVisible()
  await send()
  await page.reload()
  await page.getByRole('button', { name: 'Invite user' }).click()
  await expect(invite.getByRole('radio', { name: 'Admin' })).toBeChecked()
})

test('a link opens the dialog with its address, or says why it does not (R1, R20)', async ({
  found,
  visit,
}) => {
  const northwind = await found()
  const email = newAddress()
  const page = await visit(northwind.owner)
  await page.goto(`${northwind.settings()}?invite=${encodeURIComponent(email)}`)
  const invite = dialog(page, 'Invite user')
  await expect(invite.getByLabel('Email address')).toHaveValue(email)
  await expect(page).toHaveURL((url) => !url.searchParams.has('invite'))
  await invite.getByRole('button', { name: 'Send invitation' }).click()
  await expect(inviteOf(page, email)).toContainText('Pending')

  const mika = await visit(await northwind.join('Mika Mori'))
  await mika.goto(`${northwind.settings()}?invite=${encodeURIComponent(email)}`)
  await expect(toasts(mika)).toContainText('Only Owners and Admins can invite.')
  await expect(dialog(mika, 'Invite user')).toBeHidden()
})

function bodyOf(request: Request): { dryRun?: boolean; operationId?: string } {
  return request.postDataJSON() as { dryRun?: boolean; operationId?: string }
}

/** The chip of an address: that alone, or marked as invited. */
function perhapsMarked(address: string): RegExp {
  return new RegExp(String.raw`^\s*${address.replaceAll('.', '[.]')}( \(already invited\))?\s*$`)
}
