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

local stored = redis.pcall('HSET', KEYS[1], 's', ARGV[2], 'f', now + ARGV[6], 'w', now + ARGV[6] + ARGV[7], 'd', ARGV[9], 'p', position, 'v', ARGV[10])
if type(stored) == 'table' and stored.err then
  redis.call('DEL', KEYS[1])
  return 'FULL'
end
redis.call('PEXPIRE', KEYS[1], ARGV[8])
for i = 3, #KEYS do
  if redis.call('PTTL', KEYS[i]) < ARGV[8] + 60000 then
    redis.call('PEXPIRE', KEYS[i], ARGV[8] + 60000)
  end
end
return 'STORED'
