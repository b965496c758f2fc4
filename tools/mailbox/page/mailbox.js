/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** @typedef {{ id: string, from: string, to: string, subject: string, html: string, text: string, createdAt: string }} Item */

const refreshMs = 2000
const mostShown = 500

/** @type {Item[]} */
let items = []
let version = ''
/** The mail whose HTML stands in the frame: setting it again would lose the reader's place. */
let framed = ''

const search = /** @type {HTMLInputElement} */ (at('search'))
const frame = /** @type {HTMLIFrameElement} */ (at('html'))

search.addEventListener('input', show)
addEventListener('hashchange', () => {
  show()
  at('message').scrollTop = 0
})
for (const name of ['html', 'text']) {
  at(`as-${name}`).addEventListener('click', () => {
    for (const other of ['html', 'text']) {
      at(`as-${other}`).setAttribute('aria-pressed', String(other === name))
      at(other).hidden = other !== name
    }
  })
}

void refresh()
setInterval(refreshIfSeen, refreshMs)
document.addEventListener('visibilitychange', refreshIfSeen)

function refreshIfSeen() {
  if (!document.hidden) void refresh()
}

async function refresh() {
  try {
    const response = await fetch(`/messages?limit=${mostShown}`, { cache: 'no-cache' })
    if (!response.ok) throw new Error(`status ${response.status}`)
    at('trouble').hidden = true
    const newest = response.headers.get('etag') ?? ''
    if (version !== '' && newest === version) return updateTimes()
    version = newest
    items = (await response.json()).items
    show()
  } catch {
    at('trouble').hidden = false
  }
}

function show() {
  const wanted = search.value.trim().toLowerCase()
  const found = items.filter(({ to, subject }) => `${to} ${subject}`.toLowerCase().includes(wanted))
  at('count').textContent = items.length > 0 ? String(items.length) : ''
  at('list').replaceChildren(...found.map(row))
  at('mails').classList.toggle('none', items.length === 0)
  at('empty').hidden = found.length > 0
  at('empty').textContent = wanted
    ? `No mail has “${search.value.trim()}” in its address or subject.`
    : 'No mail yet. Those that Usher sends arrive here by themselves.'
  showChosen()
}

function showChosen() {
  const item = chosen()
  document.body.classList.toggle('reading', item !== undefined)
  at('message').hidden = item === undefined
  at('choose').hidden = item !== undefined || items.length === 0
  document.title = item ? `${item.subject} · Mailbox` : 'Mailbox'
  if (!item || framed === item.id) return
  framed = item.id
  at('subject').textContent = item.subject
  at('from').textContent = item.from
  at('to').textContent = item.to
  setTime(/** @type {HTMLTimeElement} */ (at('received')), item, exact)
  // Links leave the frame; the page's policy and the frame's sandbox keep all else in it.
  frame.srcdoc = `<!doctype html><base target="_blank">${item.html || '<p>This mail has no HTML.'}`
  at('text').textContent = item.text || 'This mail has no plain text.'
}

/** @param {Item} item */
function row(item) {
  const link = document.createElement('a')
  link.href = `#${item.id}`
  if (item.id === chosen()?.id) link.setAttribute('aria-current', 'true')
  const to = document.createElement('b')
  to.textContent = item.to
  const time = document.createElement('time')
  setTime(time, item, relative)
  const subject = document.createElement('span')
  subject.textContent = item.subject
  link.append(to, time, subject)
  const entry = document.createElement('li')
  entry.append(link)
  return entry
}

function updateTimes() {
  for (const time of document.querySelectorAll('li time')) {
    time.textContent = relative(new Date(/** @type {HTMLTimeElement} */ (time).dateTime))
  }
}

/**
 * @param {HTMLTimeElement} time
 * @param {Item} item
 * @param {(at: Date) => string} words
 */
function setTime(time, item, words) {
  const received = new Date(item.createdAt)
  time.dateTime = item.createdAt
  time.title = exact(received)
  time.textContent = words(received)
}

/** @param {Date} received */
function exact(received) {
  return received.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' })
}

/** @param {Date} received */
function relative(received) {
  const minutes = Math.floor((Date.now() - received.getTime()) / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`
  return received.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })
}

function chosen() {
  return items.find(({ id }) => id === location.hash.slice(1))
}

/** @param {string} id */
function at(id) {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}
