-- KEYS: any of the policy's. Whoever may not read is not told that all is well.
redis.call('MGET', KEYS[1])
return history
