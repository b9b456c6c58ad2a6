import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When the live process `pid` started, as a mark that only compares; undefined when there is none. A pid with
 * this mark names one process: pids are used again, in a container even at once.
 */
export function startOfProcess(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return linuxStart(pid, boot);
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout?.trim() || undefined;
  }
}

function linuxStart(pid: number, boot: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before it may hold spaces
    const [state, ticks] = [fields[0], fields[19]]; // proc_pid_stat(5): fields 3 and 22
    return state === 'Z' || state === 'X' ? undefined : `${boot} ${ticks}`;
  } catch {
    return undefined;
  }
}
