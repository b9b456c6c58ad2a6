-- KEYS[1] the lock, ARGV[1] its token. A lock that ended and was taken by another is left alone.
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
