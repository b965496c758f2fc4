/** Which key goes with K on a platform (`navigator.platform`): ⌘ on Apple's, where Ctrl+K belongs to the text fields. */
export function shortcut(platform: string): {
  hint: string
  aria: string
  isPressed: (
    event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  ) => boolean
} {
  const isApple = /mac|iphone|ipad|ipod/iu.test(platform)
  return {
    hint: isApple ? '⌘ K' : 'Ctrl K',
    aria: isApple ? 'Meta+K' : 'Control+K',
    isPressed: ({ key, ctrlKey, metaKey, altKey, shiftKey }) =>
      key.toLowerCase() === 'k' &&
      !altKey &&
      !shiftKey &&
      (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey),
  }
}
