/** Personal data as it may be shown outside reviewers' pages (A-147, R-MAT-7). */

/** `13800138000` → `138****8000`. */
export function maskMobile(mobile: string): string {
  const digits = mobile.replaceAll(/\D/g, '');
  return digits.length < 7
    ? stars(digits.length)
    : `${digits.slice(0, 3)}${stars(digits.length - 7)}${digits.slice(-4)}`;
}

/** `11010519491231002X` → `1***************2X`: enough to tell two documents apart, not to use one. */
export function maskDocumentNumber(number: string): string {
  return number.length < 6
    ? stars(number.length)
    : `${number.slice(0, 1)}${stars(number.length - 3)}${number.slice(-2)}`;
}

/** `li.lei@example.cn` → `l*****@example.cn`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? stars(email.length) : `${email.slice(0, 1)}${stars(at - 1)}${email.slice(at)}`;
}

/** `李雷` → `李*`. */
export function maskName(name: string): string {
  const letters = Array.from(name);
  return `${letters[0] ?? ''}${stars(letters.length - 1)}`;
}

function stars(count: number): string {
  return '*'.repeat(Math.max(0, count));
}
