-- KEYS: entry, lease, versions. ARGV: token, stamp, shape, position, primary's position, fresh, stale and kept in ms,
-- loading in ms, value. A position is 16 hexadecimal digits or empty; "=" stands for everything that was committed.
if redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return 'LEASE_LOST'
end
redis.call('DEL', KEYS[2])
local versions = redis.call('MGET', unpack(KEYS, 3))
for i = 1, #versions do
  if not versions[i] then
    return 'CHANGED'
  end
end
if stamp(versions, ARGV[3]) ~= ARGV[2] then
  return 'CHANGED'
end

local position, primary = ARGV[4], ARGV[5]
if position ~= '=' then
  for i = 1, #versions do
    local since = string.sub(versions[i], 18)
    if since == '?' and primary ~= '' then
      -- Whatever made the version go missing was written before the primary was there.
      since = primary
      redis.call('SET', KEYS[i + 2], string.sub(versions[i], 1, 17) .. since, 'PX', math.max(1, redis.call('PTTL', KEYS[i + 2])))
    end
    if since == '?' or position < since then
      return 'BEHIND'
    end
  end
end

-- An entry is one text: its stamp, until when it is fresh and stale, how long loading took, the position, the value.
local entry = string.format('%s\n%.0f\n%.0f\n%s\n%s\n', ARGV[2], now + ARGV[6], now + ARGV[6] + ARGV[7], ARGV[9], position) .. ARGV[10]
local stored = redis.pcall('SET', KEYS[1], entry, 'PX', ARGV[8])
if type(stored) == 'table' and stored.err then
  redis.call('DEL', KEYS[1])
  return 'FULL'
end
for i = 3, #KEYS do
  if redis.call('PTTL', KEYS[i]) < ARGV[8] + 60000 then
    redis.call('PEXPIRE', KEYS[i], ARGV[8] + 60000)
  end
end
return 'STORED'
