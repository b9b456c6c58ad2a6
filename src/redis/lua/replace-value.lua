-- KEYS[1] the value, ARGV[1] what it is expected to be, ARGV[2] the new one.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
