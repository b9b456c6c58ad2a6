import { existsSync } from 'node:fs';
import { runQuietly } from './run-quietly.mjs';
import { stop } from './stop.mjs';

const has = async (command, ...args) => (await runQuietly(command, args)).code === 0;

const byHand = [
  ['apt-get', 'sudo apt-get install -y redis-server'],
  ['dnf', 'sudo dnf install -y redis'],
  ['apk', 'sudo apk add redis'],
  ['pacman', 'sudo pacman -S redis'],
  ['zypper', 'sudo zypper install -y redis'],
  ['brew', 'brew install redis'],
];

/** Makes sure that redis-server is on PATH: with apt-get or brew where nobody has to be asked, else stops. */
export async function ensureRedisServer() {
  if (await has('redis-server', '--version')) return;
  const install = await installer();
  if (install !== undefined) await install();
  if (await has('redis-server', '--version')) return;
  stop(
    `redis-server is needed and is not on PATH. Type this, then try again:\n\n    ${await lineToType()}\n`,
  );
}

async function installer() {
  if (process.platform === 'darwin') {
    return (await has('brew', '--version')) ? () => installWith('brew', ['install', 'redis']) : undefined;
  }
  if (!(await has('apt-get', '--version'))) return undefined;
  if (process.getuid() === 0) return () => installWithApt([]);
  return (await has('sudo', '-n', 'true')) ? () => installWithApt(['sudo', '-n']) : undefined;
}

async function installWithApt(prefix) {
  const [command, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=120'];
  const install = [...args, ...options, 'install', '-y', '--no-install-recommends', 'redis-server'];
  console.log(`Set-up: installing redis-server (${[...prefix, 'apt-get install redis-server'].join(' ')})`);
  if (existsSync('/run/systemd/system')) {
    console.log('Set-up: the package also starts a service on port 6379; Countersign does not use it');
  }
  if ((await runQuietly(command, install)).code === 0) return;
  console.log('Set-up: apt-get update first, its package lists are missing or old');
  await runQuietly(command, [...args, ...options, 'update']);
  await installWith(command, install);
}

async function installWith(command, args) {
  if (command === 'brew') console.log('Set-up: installing redis (brew install redis)');
  const { code, output } = await runQuietly(command, args);
  if (code !== 0) console.error(output);
}

async function lineToType() {
  for (const [command, line] of byHand) if (await has(command, '--version')) return line;
  return 'the command by which this system installs the package redis';
}
