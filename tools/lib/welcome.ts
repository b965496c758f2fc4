import { people, password } from '../demo/organization.ts'
import { bold } from './output.ts'

/** Where to go and as whom. */
export function welcome(app: string, mailbox: string): string {
  const widest = Math.max(...people.map(({ email }) => email.length))
  return [
    '',
    `  Usher is at      ${bold(app)}`,
    `  Its mails are at ${bold(mailbox)}`,
    '',
    `  Sign in as one of these; the password is ${bold(password)}`,
    ...people.map(({ email, standing }) => `    ${email.padEnd(widest)}  ${standing}`),
    '',
    '  Ctrl+C stops it. What you do is kept; npm run demo:reset makes the demo anew.',
    '',
  ].join('\n')
}
