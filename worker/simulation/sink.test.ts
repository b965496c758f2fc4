import { expect, test } from 'vitest'
import { MailSink, type MailAnswer } from './sink.ts'

const asked = (sink: MailSink, now: number, isLate = false) => {
  const init = { headers: { 'Idempotency-Key': 'a' }, body: '{"to":["nadia@northwind.test"]}' }
  return sink.ask(init, now, { isLate })
}

test.each<[MailAnswer, number]>([
  ['isStillAtIt', 60_000],
  ['isBusyFor90s', 90_000],
])(
  'a mail that was answered "%s" comes again after %i ms, or too early (F12, F18)',
  async (answer, wait) => {
    const sink = new MailSink()
    sink.answers = [answer, answer]
    await asked(sink, 0)
    await asked(sink, wait)
    expect(sink.problems).toEqual([])
    await asked(sink, 2 * wait - 1)
    expect(sink.problems).toEqual(['the mail a was tried 1 ms too early'])
  },
)

test('a run that was held up says nothing of the mail that another one holds by now (F18)', async () => {
  const sink = new MailSink()
  sink.answers = ['isBusy', 'isBusyFor90s', 'takes']
  await asked(sink, 0)
  await asked(sink, 1, true)
  await asked(sink, 60_000)
  expect(sink.problems).toEqual([])
})
