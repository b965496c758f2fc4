import { expect, test } from 'vitest'
import { shortcut } from './shortcut.ts'

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test('it is ⌘ on a Mac, whose text fields need Ctrl+K, and Ctrl elsewhere', () => {
  const mac = shortcut('MacIntel')
  expect(mac.hint).toBe('⌘ K')
  expect(mac.isPressed({ ...none, key: 'k', metaKey: true })).toBe(true)
  expect(mac.isPressed({ ...none, key: 'k', ctrlKey: true })).toBe(false)
  const other = shortcut('Linux x86_64')
  expect(other.hint).toBe('Ctrl K')
  expect(other.isPressed({ ...none, key: 'K', ctrlKey: true })).toBe(true)
  expect(other.isPressed({ ...none, key: 'k', metaKey: true })).toBe(false)
})

test('with other keys beside it, or without, it is something else', () => {
  const { isPressed } = shortcut('Win32')
  expect(isPressed({ ...none, key: 'k' })).toBe(false)
  expect(isPressed({ ...none, key: 'k', ctrlKey: true, shiftKey: true })).toBe(false)
  expect(isPressed({ ...none, key: 'k', ctrlKey: true, altKey: true })).toBe(false)
  expect(isPressed({ ...none, key: 'j', ctrlKey: true })).toBe(false)
})
