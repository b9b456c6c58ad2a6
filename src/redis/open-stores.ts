import { createAuditLog } from './audit-log.js';
import { createCallBudget } from './call-budget.js';
import { createDraftStore } from './draft-store.js';
import { createHomeStore } from './home-store.js';
import { createMadeKeyStore } from './made-key-store.js';
import { createProfileStateStore } from './profile-state-store.js';
import { createProfileStore } from './profile-store.js';
import { createProfileTestStore } from './profile-test-store.js';
import { createProgressStore } from './progress-store.js';
import { createRequestStore } from './request-store.js';
import { createRunLogStore } from './run-log-store.js';
import { createScriptStore } from './script-store.js';
import { createScriptUploads } from './script-uploads.js';
import { createStoreClient, type StoreClientOptions } from './store-client.js';
import { createThreadStore } from './thread-store.js';
import { createWorkerStore } from './worker-store.js';

export type StoresOptions = StoreClientOptions & {
  readonly draftTtlMs: number;
  readonly keepOutputMs: number;
};

/** Every store of a workspace over one client (`connectRedis` with purpose `store`), which the caller closes. */
export function openStores({ draftTtlMs, keepOutputMs, ...options }: StoresOptions) {
  const client = createStoreClient(options);
  return {
    client,
    requests: createRequestStore(client),
    profiles: createProfileStore(client),
    states: createProfileStateStore(client),
    scripts: createScriptStore(client),
    uploads: createScriptUploads(client),
    tests: createProfileTestStore(client, { ttlMs: draftTtlMs }),
    auditLog: createAuditLog(client),
    drafts: createDraftStore(client, { ttlMs: draftTtlMs }),
    threads: createThreadStore(client),
    workers: createWorkerStore(client),
    homes: createHomeStore(client),
    madeKeys: createMadeKeyStore(client),
    progress: createProgressStore(client),
    callBudget: createCallBudget(client),
    runLogs: createRunLogStore(client, { keepMs: keepOutputMs }),
  };
}

export type Stores = ReturnType<typeof openStores>;
