-- Marks the Homes that show one of the topics as due, each once, however many changes there are.
-- KEYS[1] Homes that are due, by when; KEYS[2] when each was published last; KEYS[3...] viewers of each topic, by
-- the end of their interest. ARGV[1] now, ARGV[2] the shortest time between two publications of one Home.
local now, pause = tonumber(ARGV[1]), tonumber(ARGV[2])
local count = 0
for index = 3, #KEYS do
  for _, viewer in ipairs(redis.call('ZRANGEBYSCORE', KEYS[index], '(' .. ARGV[1], '+inf')) do
    local last = tonumber(redis.call('ZSCORE', KEYS[2], viewer) or '0')
    redis.call('ZADD', KEYS[1], 'NX', math.max(now, last + pause), viewer)
    count = count + 1
  end
end
return count
