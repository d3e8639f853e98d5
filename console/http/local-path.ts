/** Where a page may lead after a deed: into the console and nowhere else. */

/** The path when it is one of the console's own, else the start page. */
export const localPath = (text: string): string => (/^\/(?![/\\])[^\s\\]*$/.test(text) ? text : '/');
