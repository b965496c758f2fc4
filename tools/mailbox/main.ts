import { parseArgs } from 'node:util'
import { startMailbox } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.MAILBOX_PORT ?? '8025' },
    file: { type: 'string', default: process.env.MAILBOX_FILE ?? '.usher/mailbox.jsonl' },
  },
})

try {
  const { url } = await startMailbox({ port: Number(values.port), file: values.file })
  console.log(`The mailbox is at ${url} and keeps its mails in ${values.file}.`)
} catch (error) {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  console.error(
    taken
      ? `Port ${values.port} is taken: end what listens there, or choose another with --port.`
      : `The mailbox could not start: ${error instanceof Error ? error.message : String(error)}`,
  )
  process.exitCode = 1
}
