/** One Web API call as the app made it. */
export interface Call {
  readonly at: number;
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly token: 'bot' | 'app' | 'none' | 'unknown';
  readonly status: number;
  readonly error?: string;
}

const kept = 5000;

export interface CallLog {
  add(call: Call): void;
  list(): readonly Call[];
}

/** Remembers the last 5,000 calls, for tests that want to know what the app asked of Slack. */
export function makeCallLog(): CallLog {
  const calls: Call[] = [];
  return {
    add: (call) => {
      calls.push(call);
      if (calls.length > kept) calls.shift();
    },
    list: () => calls,
  };
}
