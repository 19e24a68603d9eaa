-- Turns the cart into an order, if it still has exactly the lines that the order was made from and the order's id is not taken.
-- The cart's owner stays. Follows shared/cart-owner.lua and shared/idempotency-key.lua.
--
-- KEYS        cart, order (none if there is nothing to order), then the remembered answer if the change has an idempotency key
-- ARGV[7]     the order as JSON, or null
-- ARGV[8]     seconds that the order is kept
-- ARGV[9...]  the lines that the order was made from: SKU, quantity, SKU, quantity, ...
--
-- Replies {"order": the order or null}, or nil where the cart has changed or the order's id is taken: nothing was changed or
-- remembered, try again.

local order = ARGV[7]
local fields = owner and 2 or 0
if (redis.call('HLEN', cart) - fields) * 2 ~= #ARGV - 8 then return false end
for i = 9, #ARGV, 2 do
  if redis.call('HGET', cart, ARGV[i]) ~= ARGV[i + 1] then return false end
end
if order ~= 'null' then
  if not redis.call('SET', KEYS[2], order, 'EX', ARGV[8], 'NX') then return false end
  for i = 9, #ARGV, 2 do redis.call('HDEL', cart, ARGV[i]) end
  if user ~= '' and not owner then claim() end
  keep()
end
return answer('{"order":' .. order .. '}')
