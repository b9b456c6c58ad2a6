-- Members that are in every one of the indexes, from the highest score of the smallest index down.
-- KEYS the indexes; ARGV[1] how many to skip, ARGV[2] how many to give, ARGV[3] how many to look at at most.
-- Gives how many there are (among those looked at), whether that is all, and the members.
local skip, limit, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local base, size = nil, nil
for _, key in ipairs(KEYS) do
  local count = redis.call('ZCARD', key)
  if size == nil or count < size then base, size = key, count end
end
if #KEYS == 1 then
  return { size, 1, redis.call('ZREVRANGE', base, skip, skip + limit - 1) }
end

local total, found = 0, {}
local looked = math.min(size, most)
for start = 0, looked - 1, 200 do
  local batch = redis.call('ZREVRANGE', base, start, math.min(start + 199, looked - 1))
  for _, member in ipairs(batch) do
    local isInAll = true
    for _, key in ipairs(KEYS) do
      if key ~= base and not redis.call('ZSCORE', key, member) then
        isInAll = false
        break
      end
    end
    if isInAll then
      total = total + 1
      if total > skip and #found < limit then found[#found + 1] = member end
    end
  end
end
return { total, size <= most and 1 or 0, found }
