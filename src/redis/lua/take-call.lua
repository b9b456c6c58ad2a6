-- KEYS[1] the calls that are left of a lane, KEYS[2] held back by Slack while it is there.
-- ARGV[1] calls a minute, ARGV[2] at once, ARGV[3] how many must be left for others, '' for a call made in any case.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local burst = tonumber(ARGV[2])
local since = now - (tonumber(kept[2]) or now)
local left = math.min(burst, (tonumber(kept[1]) or burst) + since * ARGV[1] / 60000) - 1
if ARGV[3] ~= '' and (left < tonumber(ARGV[3]) or redis.call('EXISTS', KEYS[2]) == 1) then return 0 end
redis.call('HSET', KEYS[1], 'left', tostring(math.max(left, -burst)), 'at', now)
redis.call('PEXPIRE', KEYS[1], 180000)
return 1
