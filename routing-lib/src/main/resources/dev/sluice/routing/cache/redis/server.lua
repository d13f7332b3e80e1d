-- What each script begins with. The history that a server writes has an id, which is a new one after every restart and
-- every failover: what was stored in another one may have outlived an invalidation that was lost.
local about = redis.call('INFO', 'replication')
if not string.find(about, 'role:master', 1, true) then
  return redis.error_reply('NOTMASTER a replica may not know of invalidations')
end
local history = string.match(about, 'master_replid:(%w+)') or ''
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

-- A version is an id of 16 characters and, behind a space, the position of the write that it began with, or "?".
local function stamp(versions, shape)
  local ids = {}
  for i = 1, #versions do
    ids[i] = string.sub(versions[i], 1, 16)
  end
  return history .. ' ' .. shape .. ' ' .. table.concat(ids, ' ')
end
