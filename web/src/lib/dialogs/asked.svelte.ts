/** Which dialog of a list's row was asked for: the dialogs stand beside the list, since the row may leave it meanwhile. */
export function askedDialog<Dialog extends string, Subject>() {
  /** Each asking begins with a dialog of its own: nothing of the one before is left in it. */
  let asked = $state.raw<{ dialog: Dialog; subject: Subject }>()
  let open = $state(false)

  return {
    get asked() {
      return asked
    },
    get open() {
      return open
    },
    set open(isOpen: boolean) {
      open = isOpen
    },
    ask(dialog: Dialog, subject: Subject): void {
      asked = { dialog, subject }
      open = true
    },
  }
}
