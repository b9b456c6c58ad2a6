import { existsSync } from 'node:fs';
import { runQuietly } from './run-quietly.mjs';
import { stop } from './stop.mjs';

/** Whether a command is there and runs. */
export const has = async (command, ...args) => (await runQuietly(command, args)).code === 0;

const byHand = [
  ['apt-get', 'sudo apt-get install -y'],
  ['dnf', 'sudo dnf install -y'],
  ['apk', 'sudo apk add'],
  ['pacman', 'sudo pacman -S'],
  ['zypper', 'sudo zypper install -y'],
  ['brew', 'brew install'],
];

/**
 * Makes sure that a program is there: with apt-get or brew where nobody has to be asked, else stops with the line
 * to type. `program`: {what, isThere, packages: {debian, others}, remark: what apt-get's package does besides}.
 */
export async function ensureProgram(program) {
  if (await program.isThere()) return;
  const install = await installer(program);
  if (install !== undefined) await install();
  if (await program.isThere()) return;
  stop(
    `${program.what} is needed and is not on PATH. Type this, then try again:\n\n    ${await lineToType(program)}\n`,
  );
}

async function installer(program) {
  if (process.platform === 'darwin') {
    return (await has('brew', '--version')) ? () => installWithBrew(program) : undefined;
  }
  if (!(await has('apt-get', '--version'))) return undefined;
  if (process.getuid() === 0) return () => installWithApt(program, []);
  return (await has('sudo', '-n', 'true')) ? () => installWithApt(program, ['sudo', '-n']) : undefined;
}

async function installWithApt({ packages, remark }, prefix) {
  const [command, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=120'];
  const install = [...args, ...options, 'install', '-y', '--no-install-recommends', packages.debian];
  console.log(
    `Set-up: installing ${packages.debian} (${[...prefix, `apt-get install ${packages.debian}`].join(' ')})`,
  );
  if (remark !== undefined && existsSync('/run/systemd/system')) console.log(`Set-up: ${remark}`);
  if ((await runQuietly(command, install)).code === 0) return;
  console.log('Set-up: apt-get update first, its package lists are missing or old');
  await runQuietly(command, [...args, ...options, 'update']);
  await installWith(command, install);
}

async function installWithBrew({ packages }) {
  console.log(`Set-up: installing ${packages.others} (brew install ${packages.others})`);
  await installWith('brew', ['install', packages.others]);
}

async function installWith(command, args) {
  const { code, output } = await runQuietly(command, args);
  if (code !== 0) console.error(output);
}

async function lineToType({ packages }) {
  for (const [command, line] of byHand) {
    const name = command === 'apt-get' ? packages.debian : packages.others;
    if (await has(command, '--version')) return `${line} ${name}`;
  }
  return `the command by which this system installs the package ${packages.others}`;
}
