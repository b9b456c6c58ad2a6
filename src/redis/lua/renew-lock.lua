-- KEYS[1] the lock, ARGV[1] its token, ARGV[2] how long it holds from now (ms). 0: it ended meanwhile.
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0
