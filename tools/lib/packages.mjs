import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Runs `npm ci` when what is installed is not what the lock file says. Throws an Error whose message is for people.
 * @param {string} root
 */
export async function ensurePackages(root) {
  const lock = readLock(path.join(root, 'package-lock.json'))
  const installed = readLock(path.join(root, 'node_modules/.package-lock.json'))
  if (installed && lock && isInstalled(lock, installed)) return
  console.log(
    installed
      ? 'The lock file has changed: installing its packages (npm ci) …'
      : 'First run: installing the packages (npm ci); this takes a minute or two …',
  )
  const npm = process.env.npm_execpath
  const [program, ...first] = npm?.endsWith('.js') ? [systemNode(root), npm] : ['npm']
  const result = spawnSync(program ?? 'npm', [...first, 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: outsidePath(root) },
  })
  if (result.status !== 0) {
    throw new Error(
      'The packages could not be installed; npm says why above. Nothing was started. Run the command again when that is mended.',
    )
  }
}

/**
 * Whether every package of the lock file that this platform needs is there, and in its version.
 * @param {Lock} lock
 * @param {Lock} installed as npm keeps it in `node_modules/.package-lock.json`
 */
export function isInstalled(lock, installed) {
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === '') return true
    const found = installed.packages[place]
    if (!found) return wanted.optional === true || wanted.peer === true
    return found.version === wanted.version
  })
}

/**
 * @typedef {{ packages: Record<string, { version?: string, optional?: boolean, peer?: boolean }> }} Lock
 * @param {string} file
 * @returns {Lock | null}
 */
function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/**
 * `npm ci` removes node_modules, so it must not run on a Node that lives there.
 * @param {string} root
 */
function outsidePath(root) {
  const inside = path.join(root, 'node_modules')
  const places = (process.env.PATH ?? '').split(path.delimiter)
  return places.filter((place) => !place.startsWith(inside)).join(path.delimiter)
}

/** @param {string} root */
function systemNode(root) {
  return process.execPath.startsWith(path.join(root, 'node_modules')) ? 'node' : process.execPath
}
