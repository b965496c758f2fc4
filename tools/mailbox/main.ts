import { parseArgs } from 'node:util'
import { startMailbox } from './server.ts'

const help = `A mail provider for this machine: it speaks Resend's API and keeps what it is sent.

  --port 8025                     where it listens
  --file .usher/mailbox.jsonl     where it keeps the mails

  POST /emails, /emails/batch     take mails, as Resend does; an Idempotency-Key holds for 24 hours
  GET /messages?to=…&limit=…      the mails, newest first
  POST /faults                    what the next sends meet, one or a list
  GET /faults, DELETE /faults     those still to come; an end to them (?to=… of one address)

A fault is { "answer": …, "takes"?, "delayMs"?, "to"?, "times"? }:
  answer   { "status": 429, "name": "rate_limit_exceeded", "message": "…", "headers": { "retry-after": "30" } },
           "reset" (cuts the connection), "hang" (never answers), or "usual" (after the delay)
  takes    whether the mail is taken before that: for "reset" and "hang" it is, before an error it is not
  delayMs  how long it waits first; the key is under way meanwhile, and the same key again is a 409
  to       only mails to this address
  times    how many sends meet it, one without a word; null: all, until it is removed

  curl localhost:8025/faults -d '{"answer": {"status": 500}, "takes": true, "times": 3}'`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.MAILBOX_PORT ?? '8025' },
    file: { type: 'string', default: process.env.MAILBOX_FILE ?? '.usher/mailbox.jsonl' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) console.log(help)
else await start()

async function start() {
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
}
