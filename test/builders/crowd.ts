import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TeamRoom } from '../../src/sandbox/workspace/seed-workspace.js';
import type { Countersign } from './countersign.js';
import { aCa, aCertificate, aCsr } from './pki.js';
import { aSavedProfile } from './saved-profile.js';

export type CrowdSize = {
  readonly people: number;
  readonly teams: number;
  readonly requests: number;
  readonly bots: number;
};

/** Somebody who asks for certificates, again and again for the same name. */
export type Asker = {
  readonly user: string;
  readonly team: Team;
  readonly csr: string;
  readonly pem: string;
};

/** A channel with a profile of its own and two approvers; every other one wants both of them. */
export type Team = {
  readonly room: string;
  readonly profile: string;
  readonly approvers: readonly { readonly name: string; readonly id: string }[];
  readonly approvalsRequired: number;
};

export type Crowd = {
  readonly askers: readonly Asker[];
  readonly teams: readonly Team[];
  /** The common name of each run of the script. */
  runs(): readonly string[];
};

const roomOf = (team: number) => `team-${team}`;
const userOf = (person: number) => `person-${person}`;
const approversOf = (team: number) => [`team-${team}-boss`, `team-${team}-deputy`];

/** The rooms of a crowd, for the local Slack. */
export function roomsOf({ people, teams }: CrowdSize): readonly TeamRoom[] {
  return Array.from({ length: teams }, (_, team) => ({
    name: roomOf(team),
    members: [
      ...approversOf(team),
      ...Array.from({ length: people }, (_, person) => person)
        .filter((person) => person % teams === team)
        .map(userOf),
    ],
  }));
}

/** Saves the teams' profiles, and makes a CSR for everybody and what the script will return for it. */
export async function aCrowd(world: Countersign, size: CrowdSize): Promise<Crowd> {
  const folder = join(world.dir, 'crowd');
  mkdirSync(folder);
  writeFileSync(join(folder, 'runs'), '');
  const teams: Team[] = [];
  for (let team = 0; team < size.teams; team++) teams.push(await aTeam(world, team, folder));
  const ca = aCa();
  const askers = Array.from({ length: size.people }, (_, person) => {
    const team = teams[person % size.teams];
    if (!team) throw new Error('a crowd without teams');
    const commonName = `${userOf(person)}.example.com`;
    const csr = aCsr({ commonName, key: 'p256' });
    const { pem } = aCertificate({ ca, csr });
    writeFileSync(join(folder, `${commonName}.pem`), pem);
    return { user: userOf(person), team, csr: csr.pem, pem };
  });
  const runs = () => readFileSync(join(folder, 'runs'), 'utf8').split('\n').filter(Boolean);
  return { askers, teams, runs };
}

async function aTeam(world: Countersign, team: number, folder: string): Promise<Team> {
  const { control } = world;
  const approvalsRequired = 1 + (team % 2);
  const approvers = await Promise.all(
    approversOf(team).map(async (name) => ({ name, id: await control.idOf('users', name) })),
  );
  const profile = await aSavedProfile(world, {
    ...{ name: `profile-${team}`, scriptName: 'by_name', approvalsRequired },
    parameters: [{ name: 'folder', sensitive: false, dynamic: false, value: folder }],
    approvers: { users: approvers.map(({ id }) => id), groups: [] },
    channel: await control.idOf('channels', roomOf(team)),
  });
  return { room: roomOf(team), profile: profile.version.settings.name, approvers, approvalsRequired };
}
