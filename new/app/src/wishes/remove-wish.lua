-- Removes a wish.
--
-- ARGV[7]  its id
--
-- Replies with the other wishes as a JSON object, text by id.

redis.call('HDEL', record, ARGV[7])
keep()
local fields, wishes = redis.call('HGETALL', record), {}
for i = 1, #fields, 2 do wishes[fields[i]] = fields[i + 1] end
return answer(cjson.encode(wishes))
