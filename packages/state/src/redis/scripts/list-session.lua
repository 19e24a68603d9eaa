-- Lists a session that the user begins, and removes those that have ended.
--
-- KEYS[1]  the user's sessions: a sorted set of ids, scored by their absolute end
-- ARGV[1]  id of the session
-- ARGV[2]  its absolute end, in milliseconds since the epoch
-- ARGV[3]  seconds that the list is kept
--
-- Replies 0.

local sessions, id, endsAt, absolute = KEYS[1], unpack(ARGV)
local time = redis.call('TIME')
redis.call('ZADD', sessions, endsAt, id)
redis.call('ZREMRANGEBYSCORE', sessions, 0, time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('EXPIRE', sessions, absolute)
return 0
