// Stage 1 of every command: plain JavaScript that runs on any Node from 20 on, with no package installed yet.
// It brings the packages, then hands over to `tools/<command>.ts` under the Node that came with them.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ensurePackages } from './lib/packages.mjs'
import { newEnough } from './lib/node-version.mjs'

const root = path.resolve(import.meta.dirname, '..')
const [command = '', ...options] = process.argv.slice(2)

if (!newEnough(process.versions.node, '20.0')) {
  leave(`Usher needs Node 20 or newer; this is ${process.versions.node}. See https://nodejs.org.`)
}
try {
  await ensurePackages(root)
} catch (error) {
  leave(error instanceof Error ? error.message : String(error))
}
const node = chooseNode()
const script = path.join(root, 'tools', `${command}.ts`)
if (!existsSync(script)) leave(`There is no command "${command}". See the scripts in package.json.`)
hand(node, script)

/** Packages of the project need Node 22.18; where no package brings one, the one that is installed must do. */
function chooseNode() {
  const packaged = path.join(root, 'node_modules/.bin/node')
  if (existsSync(packaged)) return packaged
  if (newEnough(process.versions.node, '22.18')) return process.execPath
  return leave(
    `On this platform (${process.platform} ${process.arch}) no npm package brings Node 24 along, so Usher needs ` +
      `Node 22.18 or newer; this is ${process.versions.node}. Install it from https://nodejs.org and run the command again.`,
  )
}

/** @param {string} node @param {string} script */
function hand(node, script) {
  // The channel is there for its end: a stage 2 that loses this process stops what it has started.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...options], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
    },
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  // npm, or the shell that it runs scripts in, may be ended without a word to its children.
  if (process.env.npm_lifecycle_event) {
    const before = ancestors()
    setInterval(() => {
      if (ancestors() !== before) child.kill('SIGTERM')
    }, 250)
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

/** Who started this process, and who started that one, where the system tells. */
function ancestors() {
  const shell = `/proc/${process.ppid}/status`
  const npm = existsSync(shell) ? /^PPid:\t(\d+)/m.exec(readFileSync(shell, 'utf8'))?.[1] : ''
  return `${process.ppid} ${npm}`
}

/** @param {string} sentence @returns {never} */
function leave(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}
