-- KEYS: versions, then entries and leases. ARGV: number of versions, id for new ones, position of the write or empty.
-- Without a position a version is deleted, which says changed too, and works when memory is full.
for i = 1, #KEYS do
  local done = false
  if i <= tonumber(ARGV[1]) and ARGV[3] ~= '' then
    local set = redis.pcall('SET', KEYS[i], ARGV[2] .. ' ' .. ARGV[3], 'PX', 86400000)
    done = not (type(set) == 'table' and set.err)
  end
  if not done then
    redis.call('UNLINK', KEYS[i])
  end
end
return #KEYS
