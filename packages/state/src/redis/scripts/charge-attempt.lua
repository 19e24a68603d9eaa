-- Counts an attempt to sign in as failed, unless it comes too soon after the last one. One atomic step: simultaneous guesses at
-- different replicas are counted one after the other.
--
-- KEYS[1]  attempts to sign in to an account: a hash of count and, in milliseconds since the epoch, opensAt
-- ARGV[1]  free: failures that cost no delay
-- ARGV[2]  first: seconds to wait after these, doubled with each further failure
-- ARGV[3]  most: the longest wait in seconds
-- ARGV[4]  memory: seconds after the last attempt until all are forgotten
--
-- Replies 0 where the attempt may be made; it is counted. Otherwise replies with the milliseconds to wait, and counts nothing.

local attempts, free, first, most, memory = KEYS[1], unpack(ARGV)
local count, opensAt = unpack(redis.call('HMGET', attempts, 'count', 'opensAt'))
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if opensAt and tonumber(opensAt) > now then return tonumber(opensAt) - now end
count = (tonumber(count) or 0) + 1
local delay = 0
if count >= tonumber(free) then delay = math.min(tonumber(most), first * 2 ^ (count - free)) * 1000 end
redis.call('HSET', attempts, 'count', count, 'opensAt', now + delay)
redis.call('EXPIRE', attempts, memory)
return 0
