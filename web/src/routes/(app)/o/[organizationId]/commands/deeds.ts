import Building from '@lucide/svelte/icons/building-2'
import Languages from '@lucide/svelte/icons/languages'
import LayoutGrid from '@lucide/svelte/icons/layout-grid'
import LogOut from '@lucide/svelte/icons/log-out'
import SunMoon from '@lucide/svelte/icons/sun-moon'
import UserPlus from '@lucide/svelte/icons/user-plus'
import { whyNotInvite } from '#lib/abilities/why-not-invite.ts'
import { can, type OrganizationRole } from '#lib/domain.ts'
import { m } from '#lib/paraglide/messages.js'
import { getLocale, locales, setLocale } from '#lib/paraglide/runtime.js'
import { languages } from '#lib/preferences/languages.ts'
import { themeName } from '#lib/preferences/theme-names.ts'
import { theme, themes } from '#lib/preferences/theme.svelte.ts'
import { leaveApp } from '#lib/session/leave-app.ts'
import type { Entry } from './entry.ts'
import { goTo } from './go-to.ts'

type Possibilities = {
  settings: string
  role: OrganizationRole
  whyNotCreateOrganization: string | undefined
  oncreateorganization: () => void
}

/** What can be done from anywhere. */
export function deeds({
  settings,
  role,
  whyNotCreateOrganization,
  oncreateorganization,
}: Possibilities): Entry[] {
  return [
    {
      id: 'invite user',
      label: m.invite_user(),
      icon: UserPlus,
      reason: whyNotInvite(role),
      run: () => goTo(`${settings}/members?invite`),
    },
    {
      id: 'new workspace',
      label: m.new_workspace(),
      icon: LayoutGrid,
      reason: can(role, 'workspace.administer') ? undefined : m.why_not_workspaces(),
      run: () => goTo(`${settings}/workspaces?new`),
    },
    {
      id: 'new organization',
      label: m.create_organization(),
      icon: Building,
      reason: whyNotCreateOrganization,
      run: oncreateorganization,
    },
    ...themes
      .filter((value) => value !== theme.chosen)
      .map((value) => ({
        id: `theme ${value}`,
        label: `${m.theme()}: ${themeName(value)}`,
        icon: SunMoon,
        run: () => theme.choose(value),
      })),
    ...locales
      .filter((value) => value !== getLocale())
      .map((value) => ({
        id: `language ${value}`,
        label: `${m.language()}: ${languages[value]}`,
        icon: Languages,
        run: () => setLocale(value),
      })),
    { id: 'sign out', label: m.sign_out(), icon: LogOut, run: leaveApp },
  ]
}

/** Inviting an address that was typed, in the dialog of User management. */
export function invite(email: string, settings: string, role: OrganizationRole): Entry {
  return {
    id: 'invite',
    label: m.command_invite({ email }),
    icon: UserPlus,
    reason: whyNotInvite(role),
    run: () => goTo(`${settings}/members?${new URLSearchParams({ invite: email })}`),
  }
}
