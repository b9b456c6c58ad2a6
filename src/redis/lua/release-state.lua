-- KEYS[1] the lock of a profile's state, KEYS[2] the runs that wait for it; ARGV[1] the lock's token.
-- Gives those that waited, first come first. A lock that ended and was taken by another is left alone.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return {} end
local waiting = redis.call('ZRANGE', KEYS[2], 0, -1)
redis.call('DEL', KEYS[1], KEYS[2])
return waiting
