-- KEYS[1] the leases by their end. ARGV[1] the request, ARGV[2] the new end.
-- Only a lease that is still there: ZADD XX alone would not tell "not there" from "ends then already".
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
return 1
