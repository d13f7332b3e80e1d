-- KEYS: statistics. ARGV: the field that says when a statement was loaded last, in ms since 1970.
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now))
return 1
