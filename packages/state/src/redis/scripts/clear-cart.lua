-- Removes the cart and its owner. Follows shared/cart-owner.lua and shared/idempotency-key.lua, and has no KEYS or ARGV of its own.
-- It frees memory, so its flags let it run in a Redis that is full.
--
-- Replies "cleared".

redis.call('DEL', cart)
return '"cleared"'
