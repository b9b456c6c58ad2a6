-- KEYS[1] the lock of a profile's state, KEYS[2] the runs that wait for it, by when they came.
-- ARGV[1] the lock's token, ARGV[2] how long it holds (ms), ARGV[3] the run. 0: another run has it, and this one waits.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[2], 'NX', time[1] * 1000 + math.floor(time[2] / 1000), ARGV[3])
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('ZREM', KEYS[2], ARGV[3])
return 1
