import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { freePort, isFree, requireFreePort } from './ports.ts'

test('a port in use is named, with how to choose another', async () => {
  const port = await freePort()
  expect(await isFree(port)).toBe(true)
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  await expect(requireFreePort(port, 'the app', 'npm start -- --port')).rejects.toThrow(
    `Port ${port}, meant for the app, is in use`,
  )
  await expect(requireFreePort(port, 'the app', 'npm start -- --port')).rejects.toThrow(
    `npm start -- --port ${port + 10}`,
  )
  server.close()
  await once(server, 'close')
  expect(await isFree(port)).toBe(true)
})
