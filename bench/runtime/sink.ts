/** Stands for the mail provider: takes every mail at once, and tells at /count how many there were. */
import { createServer } from 'node:http'

const [port = ''] = process.argv.slice(2)
let taken = 0

createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json')
    if (request.method !== 'POST') return response.end(String(taken))
    taken += 1
    return response.end(`{"id":"mail-${taken}"}`)
  })
}).listen(Number(port), '127.0.0.1')
