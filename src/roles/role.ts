import type { Health } from '../http/health-server.js';

/** A running role: how it is, and how to end it in order. */
export type Role = { health(): Promise<Health>; close(): Promise<void> };
