-- Makes the cart its user's own. Follows shared/cart-owner.lua and shared/idempotency-key.lua; a claim has no idempotency key.
--
-- KEYS[2]  optional: the user's previous cart, whose lines move into this one, up to MAX_QUANTITY of a product
--
-- Replies "claimed". A previous cart of somebody else stays as it is.

local previous = KEYS[2]
if previous and redis.call('HGET', previous, '@owner') == user then
  local fields = redis.call('HGETALL', previous)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 1) ~= '@' then
      local quantity = (redis.call('HGET', cart, fields[i]) or 0) + fields[i + 1]
      redis.call('HSET', cart, fields[i], math.min(quantity, MAX_QUANTITY))
    end
  end
  redis.call('DEL', previous)
end
claim()
keep()
return '"claimed"'
