/** A link that begins a mail. The address is data: whatever stands in it, it adds no header and no second recipient. */
export function mailto(email: string, subject: string): string {
  const to = encodeURIComponent(email).replaceAll('%40', '@')
  return `mailto:${to}?subject=${encodeURIComponent(subject)}`
}
