-- KEYS[1] the leases by their end, KEYS[2] the request's record.
-- ARGV[1] the request, ARGV[2] the new end, ARGV[3] the revision at which it was seen issuing under the run.
if redis.call('HGET', KEYS[2], 'revision') ~= ARGV[3] then return 'conflict' end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
return 'renewed'
