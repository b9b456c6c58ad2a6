-- KEYS[1] a profile's state, KEYS[2] the audit sequence, KEYS[3] the audit log
-- ARGV[1] the audit entry, ARGV[2] its hash. 0: there is none.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local sequence = redis.call('INCR', KEYS[2])
local id = string.format('%.0f-0', sequence)
local added = redis.pcall('XADD', KEYS[3], id, 'entry', ARGV[1], 'hash', ARGV[2])
if type(added) == 'table' and added.err then
  redis.call('DECR', KEYS[2])
  return added
end
redis.call('DEL', KEYS[1])
return 1
