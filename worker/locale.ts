import { locales, type Locale } from './domain/mail.ts'

/** The language of a request: the one chosen in the app, else the browser's first that there is, else English. */
export function localeOf(headers: Headers): Locale {
  return chosen(headers.get('cookie')) ?? preferred(headers.get('accept-language')) ?? 'en'
}

function chosen(cookies: string | null): Locale | undefined {
  const value = cookies?.match(/(?:^|;\s*)PARAGLIDE_LOCALE=([^;]*)/)?.[1]
  return known(value?.trim())
}

function preferred(accepted: string | null): Locale | undefined {
  const ranges = (accepted ?? '').split(',').flatMap((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    const weight = quality ? Number(quality.slice(2)) : 1
    const locale = known(tag.split('-')[0])
    return locale && weight > 0 ? [{ locale, weight }] : []
  })
  return ranges.toSorted((one, other) => other.weight - one.weight)[0]?.locale
}

function known(tag: string | undefined): Locale | undefined {
  return locales.find((locale) => locale === tag)
}
