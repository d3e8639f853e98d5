/** Where the pages of an order are. */
export const orderPath = (orderId: string): string => `/orders/${encodeURIComponent(orderId)}`;
export const partPath = (orderId: string, part: string): string => `${orderPath(orderId)}/form/${part}`;
export const slotPath = (orderId: string, slot: string): string =>
  `${orderPath(orderId)}/documents/${encodeURIComponent(slot)}`;
export const faceChecksPath = (orderId: string): string => `${orderPath(orderId)}/face-checks`;
