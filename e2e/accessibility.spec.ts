import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../tools/lib/paths.ts'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/fixtures.ts'
import { languages, wordsOf } from './support/words.ts'
import { doors } from './tours/doors.ts'
import { inviteDialog } from './tours/invite.ts'
import { invitationDialogs, memberDialogs, userManagement } from './tours/members.ts'
import { settings } from './tours/settings.ts'
import { shell, withoutOrganization } from './tours/shell.ts'
import { endedLinks, ticket } from './tours/ticket.ts'
import { workspaces } from './tours/workspaces.ts'

// Each is walked in every language; the longest come first, so that nobody waits for them.
const tours = [
  userManagement,
  memberDialogs,
  inviteDialog,
  workspaces,
  ticket,
  endedLinks,
  invitationDialogs,
  shell,
  doors,
  settings,
  withoutOrganization,
]
const locales = { en: 'en-US', ja: 'ja-JP' }

for (const language of languages) {
  for (const tour of tours) {
    test(`${tour.name}: accessible in ${language}`, async ({ clock, found, visit }) => {
      const looked = new Set<string>()
      await tour.walk({
        say: wordsOf(language),
        clock,
        found,
        visit: async (person) => {
          const page = await visit(person, { locale: locales[language] })
          // What moves is half transparent for a moment.
          await page.emulateMedia({ reducedMotion: 'reduce' })
          return page
        },
        async look(of, state, shown) {
          looked.add(of)
          await expect(shown).toBeVisible()
          await expect(shown.page().locator('html')).toHaveAttribute('lang', language)
          await expectAccessible(shown.page(), `${of}, ${state}`)
          // Had it gone meanwhile, axe would have looked at something else.
          await expect(shown).toBeVisible()
        },
      })
      expect(looked).toEqual(new Set(tour.of))
    })
  }
}

test('every page, menu and dialog of the app is on a tour', () => {
  const sources = inRoot('web/src')
  const files = globSync('{routes,lib}/**/*.svelte', { cwd: sources })
  const places = files.flatMap((file) => {
    const { base, name } = path.parse(file)
    if (base === '+error.svelte') return name
    if (base === '+page.svelte') return routeOf(file)
    return opens(readFileSync(path.join(sources, file), 'utf8')) && !isShared(file) ? name : []
  })
  const toured = new Set(tours.flatMap(({ of }) => of))
  expect(places.filter((place) => !toured.has(place))).toEqual([])
})

/** `/sign-in`, of `routes/(door)/sign-in/+page.svelte`. */
function routeOf(file: string): string {
  const parts = path.dirname(file).split(path.sep).slice(1)
  return `/${parts.filter((part) => !part.startsWith('(')).join('/')}`
}

const opens = (source: string) =>
  /components\/(Alert)?Dialog\.svelte|components\/Menu\.svelte|<dialog|<(Dialog|Popover)\.Root/.test(
    source,
  )

/** What dialogs and menus are made of. */
const isShared = (file: string) => file.startsWith(path.join('lib', 'components'))
