-- KEYS: lease, versions. ARGV: token, lease in ms.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
-- A version that was missing has been made to live until the value is stored.
for i = 2, #KEYS do
  local left = redis.call('PTTL', KEYS[i])
  if left >= 0 and left < ARGV[2] * 5 then
    redis.call('PEXPIRE', KEYS[i], ARGV[2] * 10)
  end
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
