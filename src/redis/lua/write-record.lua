-- Writes one record with everything that follows from it, or nothing at all.
-- KEYS[1] the record, KEYS[2] the audit sequence, KEYS[3] the audit log, then those that the step names by number
-- ARGV[1] the step as JSON (numbers that matter as strings), ARGV[2] the new body,
-- ARGV[3] the audit entry ('' for none), ARGV[4] its hash
local step = cjson.decode(ARGV[1])
local stored = redis.call('HMGET', KEYS[1], 'revision', 'token')

-- Sent twice, because the answer to the first was lost on the way.
if stored[2] == step.token then return 'written' end

if step.expected == '0' then
  if stored[1] then return 'exists' end
elseif stored[1] ~= step.expected then
  return 'conflict'
end
for _, guard in ipairs(step.guards) do
  if redis.call('HGET', KEYS[guard.key], 'revision') ~= guard.revision then return 'guard-failed' end
end
for _, limit in ipairs(step.limits) do
  if redis.call('ZCARD', KEYS[limit.key]) >= limit.below then return 'guard-failed' end
end
for _, claim in ipairs(step.claims) do
  local owner = redis.call('HGET', KEYS[claim.key], claim.name)
  if owner and owner ~= claim.owner then return 'taken' end
end

-- Writes only from here on. Redis refuses a script for OOM, READONLY or MISCONF at its first write and then no
-- more, so the first must be one that it may refuse (HDEL, ZREM are not). A sequence number never has a gap.
if ARGV[3] ~= '' then
  local sequence = redis.call('INCR', KEYS[2])
  local id = string.format('%.0f-0', sequence)
  local added = redis.pcall('XADD', KEYS[3], id, 'entry', ARGV[3], 'hash', ARGV[4])
  if type(added) == 'table' and added.err then
    redis.call('DECR', KEYS[2])
    return added
  end
end
redis.call('HSET', KEYS[1], 'revision', step.revision, 'body', ARGV[2], 'token', step.token)
if step.ttl then redis.call('PEXPIRE', KEYS[1], step.ttl) end
for _, claim in ipairs(step.claims) do redis.call('HSET', KEYS[claim.key], claim.name, claim.owner) end
for _, claim in ipairs(step.releases) do
  if redis.call('HGET', KEYS[claim.key], claim.name) == claim.owner then
    redis.call('HDEL', KEYS[claim.key], claim.name)
  end
end
for _, entry in ipairs(step.appends) do redis.call('HSETNX', KEYS[entry.key], entry.field, entry.value) end
for _, entry in ipairs(step.rewrites) do redis.call('HSET', KEYS[entry.key], entry.field, entry.value) end
for _, entry in ipairs(step.deletes) do redis.call('DEL', KEYS[entry.key]) end
for _, entry in ipairs(step.unindex) do redis.call('ZREM', KEYS[entry.key], entry.member) end
for _, entry in ipairs(step.index) do redis.call('ZADD', KEYS[entry.key], entry.score, entry.member) end
return 'written'
