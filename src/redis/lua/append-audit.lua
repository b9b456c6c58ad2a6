-- KEYS[1] the audit sequence, KEYS[2] the audit log, ARGV[1] the entry, ARGV[2] its hash
local sequence = redis.call('INCR', KEYS[1])
local id = string.format('%.0f-0', sequence)
local added = redis.pcall('XADD', KEYS[2], id, 'entry', ARGV[1], 'hash', ARGV[2])
if type(added) == 'table' and added.err then
  redis.call('DECR', KEYS[1])
  return added
end
return 1
