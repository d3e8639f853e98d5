/** A QR code as SVG, drawn on the server. Whoever cannot scan it finds the address as a link beneath. */
import { encodeQR } from 'qr';

/** Modules around the code that scanners need to be empty. */
const QUIET = 4;

export function QrCode({ url, label }: { url: string; label: string }) {
  const matrix = encodeQR(url, 'raw', { border: QUIET });
  const size = matrix.length;
  return (
    <svg
      class="beian-qr"
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${size} ${size}`}
      width="240"
      height="240"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={darkModules(matrix)} fill="#000" />
    </svg>
  );
}

/** One subpath for each run of dark modules in a row. */
function darkModules(matrix: readonly (readonly boolean[])[]): string {
  return matrix
    .map((row, y) =>
      [
        ...row
          .map((dark) => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ]
        .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
        .join(''),
    )
    .join('');
}
