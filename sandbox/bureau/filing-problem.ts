/** A control call that does not fit the order's state; `status` is the status of the HTTP answer. */
export class FilingProblem extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
