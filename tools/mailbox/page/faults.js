/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** @typedef {{ status: number, name: string, message?: string, headers?: Record<string, string> }} Refusal */
/** @typedef {{ answer: 'usual' | 'reset' | 'hang' | Refusal, takes?: boolean, delayMs?: number, to?: string, times?: number | null }} Fault */

const refreshMs = 2000

/** @type {Record<string, Fault>} */
const offered = {
  'are told to wait a minute (429)': {
    answer: { status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '60' } },
  },
  'find the daily quota used up (429)': { answer: { status: 429, name: 'daily_quota_exceeded' } },
  'find the API key refused (401)': { answer: { status: 401, name: 'restricted_api_key' } },
  'find the address refused (422)': {
    answer: { status: 422, name: 'validation_error', message: 'Invalid `to` field.' },
  },
  'fail (503)': { answer: { status: 503, name: 'service_unavailable' } },
  'fail after the mail was taken (500)': {
    answer: { status: 500, name: 'internal_server_error' },
    takes: true,
  },
  'are cut off after the mail was taken': { answer: 'reset' },
  'get no answer after the mail was taken': { answer: 'hang' },
  'take five seconds': { answer: 'usual', delayMs: 5000 },
}

const form = /** @type {HTMLFormElement} */ (at('fault'))
const answer = /** @type {HTMLSelectElement} */ (form.elements.namedItem('answer'))
answer.append(...Object.keys(offered).map((words) => new Option(words)))

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const { times, to } = Object.fromEntries(new FormData(form))
  const fault = { ...offered[answer.value], times: times ? Number(times) : null }
  void ask({ method: 'POST', body: JSON.stringify(to ? { ...fault, to } : fault) })
})
at('mend').addEventListener('click', () => void ask({ method: 'DELETE' }))

/** What stands there: said again, it would be read out again. */
let shown = ''

void ask()
setInterval(() => {
  if (!document.hidden) void ask()
}, refreshMs)

/** @param {RequestInit} [init] */
async function ask(init) {
  // The mails' own refresh says when the mailbox does not answer.
  const response = await fetch('/faults', init).catch(() => null)
  if (response?.ok) show((await response.json()).items)
}

/** @param {Fault[]} faults */
function show(faults) {
  if (JSON.stringify(faults) === shown) return
  shown = JSON.stringify(faults)
  at('coming').textContent = faults.length > 0 ? 'Sends will fail' : ''
  at('faults').replaceChildren(
    ...faults.map((fault) => {
      const entry = document.createElement('li')
      entry.textContent = wordsOf(fault)
      return entry
    }),
  )
}

/** @param {Fault} fault */
function wordsOf({ answer, takes, delayMs, to, times }) {
  const what =
    typeof answer === 'string'
      ? answer
      : [answer.status, answer.name, answer.message].filter(Boolean).join(' ')
  return [
    times === null ? 'All' : `The next ${times}`,
    to ? `to ${to}:` : 'to anybody:',
    what,
    takes ? 'after the mail was taken' : '',
    delayMs ? `after ${delayMs / 1000} s` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** @param {string} id */
function at(id) {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}
