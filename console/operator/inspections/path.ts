/** Where the pages of inspections are. */
export const PATH = '/operate/inspections';

export const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;
