import { z } from 'zod';
import { auditEntrySchema, auditHash } from '../domain/audit-entry.js';
import type { AuditLog } from '../workflow/ports.js';
import { loadLuaScript } from './lua-script.js';
import type { StoreClient } from './store-client.js';

/** The audit log for what changes no record. An answer that was lost on the way is asked for again: one entry more. */
export function createAuditLog(client: StoreClient): AuditLog {
  const lua = loadLuaScript('append-audit');
  const { auditSequence, audit } = client.keys;
  return {
    async append(entry) {
      const checked = auditEntrySchema.parse(entry);
      const args = [JSON.stringify(checked), auditHash(checked)];
      await client.script(lua, [auditSequence, audit], args, z.literal(1));
    },
  };
}
