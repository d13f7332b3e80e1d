-- KEYS: lease, an entry that has become wrong if there is one. ARGV: token, rest in ms.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if KEYS[2] then
  redis.call('UNLINK', KEYS[2])
end
if tonumber(ARGV[2]) > 0 then
  redis.call('SET', KEYS[1], '!', 'PX', ARGV[2])
  return 1
end
return redis.call('DEL', KEYS[1])
