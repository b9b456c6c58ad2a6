-- KEYS[1] the announcements that are due, by revision. ARGV[1] the request, ARGV[2] the revision that is shown.
-- A request that moved on stays due.
local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
if due and tonumber(due) <= tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end
return 1
