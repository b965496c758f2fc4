import type { MailContent } from './content.ts'

/** The plain text of a mail. Its link stands on a line of its own. */
export function renderText(content: MailContent, link: string): string {
  const facts = content.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')
  const paragraphs = [
    content.lead,
    facts,
    `${content.button}:\n${link}`,
    content.validity,
    content.unexpected,
  ]
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`
}
