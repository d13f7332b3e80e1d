-- KEYS: any of the policy's, one that is nobody's. A script that may not run a command does not say which one.
local function lacks(command, ...)
  local answer = redis.pcall(command, ...)
  local said = type(answer) == 'table' and answer.err
  local refused = said
    and (string.find(said, "user executing the script can't", 1, true) or string.find(said, 'NOPERM', 1, true)
      or string.find(said, 'ACL failure', 1, true))
  return refused and string.lower(command)
end
local missing = lacks('INFO', 'replication') or lacks('TIME') or lacks('MGET', KEYS[1]) or lacks('GET', KEYS[1])
  or lacks('SET', KEYS[2], '', 'PX', 1) or lacks('PTTL', KEYS[2]) or lacks('PEXPIRE', KEYS[2], 1)
  or lacks('DEL', KEYS[2]) or lacks('UNLINK', KEYS[2])
if missing then
  return redis.error_reply("NOPERM the cache's user lacks +" .. missing .. ' on ' .. KEYS[1])
end
