/** Something that the one at the keyboard can mend: its message is all that is shown, without a stack. */
export class Trouble extends Error {}
