/** A control call the order is not in the state for; `status` is that of the HTTP answer. */
export class FilingProblem extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
