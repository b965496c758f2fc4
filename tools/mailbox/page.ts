import { readFileSync } from 'node:fs'

export type PageFile = { headers: Record<string, string>; body: string }

// Mails are shown in a frame that inherits this: nothing in them runs, and nothing is loaded from elsewhere.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  'img-src data:',
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const files: Record<string, { name: string; type: string }> = {
  'GET /': { name: 'mailbox.html', type: 'text/html' },
  'GET /mailbox.css': { name: 'mailbox.css', type: 'text/css' },
  'GET /mailbox.js': { name: 'mailbox.js', type: 'text/javascript' },
  'GET /faults.js': { name: 'faults.js', type: 'text/javascript' },
}

/** The file of the page that is asked for, if it is one. Read anew each time, so that a change shows on reload. */
export function pageFile(asked: string): PageFile | undefined {
  const file = files[asked]
  if (!file) return undefined
  return {
    headers: {
      'content-type': `${file.type}; charset=utf-8`,
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: readFileSync(new URL(`page/${file.name}`, import.meta.url), 'utf8'),
  }
}
