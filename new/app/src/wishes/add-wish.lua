-- Adds a wish.
--
-- ARGV[7]  its id
-- ARGV[8]  its text
-- ARGV[9]  how many wishes a user may have
--
-- Replies with all wishes as a JSON object, text by id, or "full".

if redis.call('HLEN', record) >= tonumber(ARGV[9]) then return answer('"full"') end
redis.call('HSET', record, ARGV[7], ARGV[8])
keep()
local fields, wishes = redis.call('HGETALL', record), {}
for i = 1, #fields, 2 do wishes[fields[i]] = fields[i + 1] end
return answer(cjson.encode(wishes))
