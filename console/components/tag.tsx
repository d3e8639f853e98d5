/** A state in one word. Its colour repeats what the word says and never says more. */
import type { ComponentChildren } from 'preact';

export type TagColour = 'grey' | 'green' | 'blue' | 'yellow' | 'orange' | 'red' | 'turquoise' | 'purple';

export function Tag({ children, colour }: { children: ComponentChildren; colour?: TagColour | undefined }) {
  return <strong class={colour === undefined ? 'govuk-tag' : `govuk-tag govuk-tag--${colour}`}>{children}</strong>;
}
