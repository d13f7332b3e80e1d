-- KEYS: lease. ARGV: token, rest in ms.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if tonumber(ARGV[2]) > 0 then
  redis.call('SET', KEYS[1], '!', 'PX', ARGV[2])
  return 1
end
return redis.call('DEL', KEYS[1])
