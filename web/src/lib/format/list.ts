/** Names in a row: "Web, Mobile, and API". */
export function list(items: string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items)
}
