import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import type { Delivery } from './delivery/delivery.js';
import type { Manifest } from './manifest.js';
import type { ResponseUrl } from './response-url/response-url.js';
import type { Trigger } from './workspace/trigger.js';
import type { Workspace } from './workspace/workspace.js';

/** The secrets of the installed app. */
export interface Credentials {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
}

/** One running sandbox: its records, its clock, the installed app, and the way to that app. */
export interface World {
  readonly workspace: Workspace;
  readonly manifest: Manifest;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Upload tickets: the secret of an upload_url and the file it is for. */
  readonly uploads: Map<string, string>;
  /** `http://127.0.0.1:PORT`, once it listens. */
  origin: string;
  readonly log: Logger;
}
