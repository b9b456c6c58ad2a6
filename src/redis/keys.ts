/**
 * The names of all keys of a workspace. One hash tag, so that on a Cluster they live on one node and a script
 * may touch any of them: https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
export function createKeys(workspace: string) {
  const key = (...parts: readonly string[]) => [`countersign:{${workspace}}`, ...parts].join(':');
  return {
    request: (id: string) => key('request', id),
    /** Of indexesOf: `requests:state:pending` and so on. */
    index: (name: string) => key(name),
    profile: (id: string) => key('profile', id),
    profileVersions: (id: string) => key('profile', id, 'versions'),
    /** Hash: the name of each profile that is not deleted -> its id. */
    profileNames: key('profile-names'),
    /** Hash: what the profile keeps between runs, sealed, and its version. */
    profileState: (id: string) => key('profile-state', id),
    profileStateLock: (id: string) => key('profile-state', id, 'lock'),
    profileStateWaiting: (id: string) => key('profile-state', id, 'waiting'),
    script: (hash: string) => key('script', hash),
    uploadedScript: (name: string) => key('uploaded-script', name),
    /** Sorted set: the names of scripts that came through Slack, by when they did. */
    uploadedScripts: key('uploaded-scripts'),
    test: (id: string) => key('test', id),
    /** Sorted set: tests that are not over, by when they have to be looked at. */
    testsDue: key('tests-due'),
    draft: (id: string) => key('draft', id),
    thread: (requestId: string) => key('thread', requestId),
    threadLock: (requestId: string) => key('thread-lock', requestId),
    home: (user: string) => key('home', user),
    homeLock: (user: string) => key('home', user, 'lock'),
    /** Viewers by the end of their interest. */
    homeTopic: (topic: string) => key('home-topic', topic),
    homesDue: key('homes-due'),
    homesPublished: key('homes-published'),
    runLog: (requestId: string, run: number) => key('run-log', requestId, String(run)),
    progress: (requestId: string) => key('progress', requestId),
    /** Hash: how many calls to Slack are left of a lane; and whether Slack asked to hold back. */
    calls: (lane: string) => key('calls', lane),
    callsHeld: (lane: string) => key('calls', lane, 'held'),
    /** Encrypted keys that Countersign made, by request and SHA-256 of the public key; and when each was put. */
    madeKey: (requestId: string, publicKeySha256: string) => key('made-key', requestId, publicKeySha256),
    madeKeys: key('made-keys'),
    worker: (name: string) => key('worker', name),
    /** Sorted set: the workers' names, by when their records end. */
    workers: key('workers'),
    auditSequence: key('audit', 'sequence'),
    audit: key('audit'),
    digestKey: key('digest-key'),
    lookup: (name: string) => key('lookup', name),
    team: key('team'),
  };
}

export type Keys = ReturnType<typeof createKeys>;
