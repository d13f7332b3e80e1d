-- KEYS: entry, lease, versions. ARGV: token, lease in ms, id for versions that are missing, earliness, shape.
local versions = redis.call('MGET', unpack(KEYS, 3))
local whole = true
for i = 1, #versions do
  whole = whole and versions[i]
end

local age, value, left = 'missing', false, 0
local current = whole and stamp(versions, ARGV[5])
local entry = whole and redis.call('GET', KEYS[1])
if entry then
  local held, fresh, stale, loading, from = string.match(entry, '^([^\n]*)\n(%d+)\n(%d+)\n(%d+)\n[^\n]*\n()')
  if held == current then
    left = tonumber(fresh) - now
    age = left > 0 and 'fresh' or now < tonumber(stale) and 'stale' or 'last'
    value = string.sub(entry, from)
    local early = tonumber(loading) * tonumber(ARGV[4])
    if age == 'fresh' and left > early then
      return {age, value, 0, 0, 0, '', left, left - math.floor(early), left}
    end
  end
end
-- An entry expires when the last of its windows is over.
local kept = value and math.max(0, redis.call('PTTL', KEYS[1])) or 0

local answer = redis.pcall('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2])
if type(answer) == 'table' and answer.err then
  if not string.find(answer.err, 'OOM', 1, true) and not string.find(answer.err, 'MISCONF', 1, true)
    and not string.find(answer.err, 'NOREPLICAS', 1, true) then
    return answer
  end
  -- Out of memory, or no writes are taken for now: whoever asks loads, and nothing is stored.
  return {age, value, 0, 0, 0, '', left, left, kept}
end
if not answer then
  local failed = redis.call('GET', KEYS[2]) == '!'
  if not failed or value then
    return {age, value, 0, math.max(1, redis.call('PTTL', KEYS[2])), failed and 1 or 0, '', left, left, kept}
  end
  -- There is nothing to give out until loading is tried again.
  redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
end

-- A missing version means changed, so it gets an id that no entry has. It has to live until the value is stored.
if not whole then
  for i = 1, #versions do
    if not versions[i] then
      versions[i] = ARGV[3] .. ' ?'
      local set = redis.pcall('SET', KEYS[i + 2], versions[i], 'PX', ARGV[2] * 10)
      if type(set) == 'table' and set.err then
        redis.call('DEL', KEYS[2])
        return {age, value, 0, 0, 0, '', left, left, kept}
      end
    end
  end
  current = stamp(versions, ARGV[5])
end
return {age, value, 1, 0, 0, current, left, left, kept}
