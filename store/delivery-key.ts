/**
 * What names a message to its carrier, and comes back in the carrier's receipt. Every attempt has the same name, so that a
 * repeated one is recognised; when somebody has the message sent again it gets a new one, so that receipts of the
 * first time do not speak of the second.
 */
export const deliveryKey = ({ id, resends }: { id: string; resends: number }): string =>
  resends === 0 ? `beian-${id}` : `beian-${id}-${resends}`;
