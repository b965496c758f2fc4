import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runToEnd, startGroup } from './process-group.ts'

/** A program that starts another one, says its id, and both turn a deaf ear to SIGTERM, for a minute. */
const deafFamily = `
  const { spawn } = require('node:child_process')
  process.on('SIGTERM', () => {})
  const deaf = "process.on('SIGTERM', () => {}); setTimeout(() => {}, 60_000); console.log('deaf')"
  const child = spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'ignore'] })
  child.stdout.once('data', () => console.log('child ' + child.pid))
  setTimeout(() => {}, 60_000)
`

test('stopping ends also what the program has started, and what does not listen', async () => {
  const group = startGroup(process.execPath, ['-e', deafFamily], { patience: 200 })
  while (!/child \d+/.test(group.output())) await sleep(20)
  const child = Number(/child (\d+)/.exec(group.output())?.[1])
  expect(isRunning(child)).toBe(true)
  await group.stop()
  expect(isRunning(child)).toBe(false)
  expect(await group.ended).toBe('ended by SIGKILL')
})

test('a program is run to its end, with what it said', async () => {
  const script = "console.log('out'); console.error('err'); process.exitCode = 3"
  const { code, stdout, output } = await runToEnd(process.execPath, ['-e', script])
  expect({ code, stdout }).toEqual({ code: 3, stdout: 'out\n' })
  expect(output).toContain('err')
})

test('a program that is not there is told of, not thrown', async () => {
  const { code } = await runToEnd('/no/such/program', [])
  expect(code).toBe(1)
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isCollected(pid)
  } catch {
    return false
  }
}

/** In a container nobody may collect the dead: they still have an id, and no command line. */
function isCollected(pid: number): boolean {
  return process.platform === 'linux' && commandLine(pid) === ''
}

function commandLine(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
}
