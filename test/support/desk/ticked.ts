/** What the reviewers of tests tick: the items that some province asks of every order. Items that are not asked for change nothing. */
export const ticked = { ticks: ['commitment-letter', 'commitment-video', 'numbers-not-elsewhere', 'residence-proof'] };
