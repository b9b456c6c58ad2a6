/** What a button or a choice about logs stands for. `run` null: the last. */
export type LogValue = { readonly requestId: string; readonly run: number | null; readonly page: number };

/** As it travels in a button's value: `ID`, or `ID RUN PAGE`. */
export function writeLogValue({ requestId, run, page }: LogValue): string {
  return run === null ? requestId : `${requestId} ${run} ${page}`;
}

/** The reverse; what is not there is the last run and its first page. */
export function readLogValue(value: string): LogValue {
  const [requestId = '', run = '', page = '0'] = value.split(' ');
  return { requestId, run: /^\d{1,4}$/.test(run) ? Number(run) : null, page: Number(page) || 0 };
}
