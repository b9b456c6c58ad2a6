-- Takes Homes that are due off the list and notes them as published now: no other process takes them.
-- KEYS[1] Homes that are due, by when; KEYS[2] when each was published last.
-- ARGV[1] now, ARGV[2] how many at most, ARGV[3] how long (ms) it is kept when a Home was published.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, viewer in ipairs(due) do
  redis.call('ZREM', KEYS[1], viewer)
  redis.call('ZADD', KEYS[2], ARGV[1], viewer)
end
if #due > 0 then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
return due
