import type { ScriptFinding } from '../domain/script-finding.js';
import type { ScriptChecker } from '../workflow/ports.js';
import { type ExaminingPython, examineScript } from './examine-script.js';

export type ScriptCheckerDeps = {
  /** Asked at each check; throws where there is no Python. */
  readonly python: () => Promise<ExaminingPython>;
  readonly mostMs?: number;
};

/** Checks scripts by a Python process of its own, which does not run them. */
export function createScriptChecker({ python, mostMs }: ScriptCheckerDeps): ScriptChecker {
  return {
    async checkScript(script) {
      const findings = await examineScript(await python(), script, mostMs);
      const ofLevel = (level: ScriptFinding['level']) =>
        findings.filter((finding) => finding.level === level).map(inWords);
      return { errors: ofLevel('fault'), warnings: ofLevel('warning') };
    },
  };
}

function inWords({ file, line, text }: ScriptFinding): string {
  return `${file}${line === null ? '' : `, line ${line}`}: ${text}`;
}
