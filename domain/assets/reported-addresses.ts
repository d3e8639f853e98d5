/** The addresses that the provider has reported to its bureau: a website on any other one comes back with fault 1063 (R-MI-3, A-187). */

export interface AddressRange {
  /** Both ends belong to the range. */
  from: string;
  to: string;
}

/** IPv4 only, as the interface knows no others; undefined for any other text. */
function ipv4Number(address: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  return parts === undefined || parts.some((part) => part > 255)
    ? undefined
    : parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** The ranges of a server that the interface can name. */
export const ipv4Ranges = (ranges: readonly AddressRange[]): AddressRange[] =>
  ranges.filter(({ from, to }) => ipv4Number(from) !== undefined && ipv4Number(to) !== undefined);

/** Whether every address of a range is reported; ranges that touch each other count as one. */
export function isReported({ from, to }: AddressRange, reported: readonly AddressRange[]): boolean {
  const [first, last] = [ipv4Number(from), ipv4Number(to)];
  if (first === undefined || last === undefined) return false;
  const numbered = reported
    .flatMap((range) => {
      const [start, end] = [ipv4Number(range.from), ipv4Number(range.to)];
      return start === undefined || end === undefined ? [] : [{ start, end }];
    })
    .toSorted((a, b) => a.start - b.start);
  let next = first;
  for (const { start, end } of numbered) {
    if (start <= next && end >= next) next = end + 1;
  }
  return next > last;
}
