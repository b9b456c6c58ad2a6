-- KEYS[1] a profile's state, ARGV[1] the version that it is expected to have ('' for none), ARGV[2] its new version,
-- ARGV[3] the new body. 0: it is another one by now, and stays.
local version = redis.call('HGET', KEYS[1], 'version') or ''
if version == ARGV[2] then return 1 end -- sent twice
if version ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'body', ARGV[3])
return 1
