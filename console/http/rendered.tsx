/** A page as bytes for the browser. */
import { render } from 'preact-render-to-string';
import { Frame, type Framed } from '../layout/frame.tsx';

export const rendered = (framed: Framed): string => `<!doctype html>${render(<Frame {...framed} />)}`;
