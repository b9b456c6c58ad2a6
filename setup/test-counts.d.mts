export type Counts = { passed: number; failed: number; remarks: string[] };

export type VitestReport = {
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
};

export function countVitest(report: VitestReport | undefined, exitCode: number, isStrict: boolean): Counts;
export function countUnittest(output: string, exitCode: number, isStrict: boolean): Counts;
