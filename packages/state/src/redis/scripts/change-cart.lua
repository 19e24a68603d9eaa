-- Changes one line of a cart. Follows shared/cart-owner.lua and shared/idempotency-key.lua.
--
-- KEYS     cart, then the remembered answer if the change has an idempotency key
-- ARGV[7]  "add" or "set"
-- ARGV[8]  SKU
-- ARGV[9]  quantity; a line that comes to zero is removed
--
-- Replies with all fields of the cart's hash as a JSON object, or "full" where the line would exceed MAX_QUANTITY, or "no room"
-- where what is left of Redis's memory is reserved for customers who have signed in.

local operation, sku, quantity = ARGV[7], ARGV[8], tonumber(ARGV[9])

-- The reserve is for customers who have signed in, so they always have room.
local function hasRoom()
  if user ~= '' then return true end
  local memory = redis.call('INFO', 'memory')
  local used, most = string.match(memory, 'used_memory:(%d+)'), string.match(memory, 'maxmemory:(%d+)')
  return most == '0' or used / most <= 1 - MEMORY_RESERVE
end

if not hasRoom() then
  if quantity > 0 then return '"no room"' end
  -- A removal is made, and not remembered, which would take room: sent again it removes nothing more.
  answerKey = false
end
if operation == 'add' then quantity = quantity + (tonumber(redis.call('HGET', cart, sku)) or 0) end
if quantity > MAX_QUANTITY then return answer('"full"') end
if quantity > 0 then redis.call('HSET', cart, sku, quantity) else redis.call('HDEL', cart, sku) end
if user ~= '' and not owner then claim() end
keep()
local fields, lines = redis.call('HGETALL', cart), {}
for i = 1, #fields, 2 do lines[fields[i]] = fields[i + 1] end
return answer(cjson.encode(lines))
