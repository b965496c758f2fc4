/** A whole number, grouped as the language does. */
export function number(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value)
}
