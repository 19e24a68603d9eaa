-- Who may change the cart. Every change of a cart begins with this piece, so that the check and the change are one atomic step.
--
-- KEYS[1]  the cart: a hash of quantity by SKU; once a user has claimed it also @owner and, in seconds since the epoch, @since
-- ARGV[1]  user name; empty for a customer who is not signed in
-- ARGV[2]  overlap in seconds: for so long after a claim, changes by customers who are not signed in still count
-- ARGV[3]  seconds that a cart without an owner lives after its last change
-- ARGV[4]  seconds that a cart with an owner lives after its last change
--
-- Replies "foreign" and changes nothing where the cart is another user's.
-- Leaves to the script: cart, user, owner, seconds, micros, visible(), claim(), keep().

local cart, user = KEYS[1], ARGV[1]
local overlap, idle, absolute = tonumber(ARGV[2]), ARGV[3], ARGV[4]
local owner, since = unpack(redis.call('HMGET', cart, '@owner', '@since'))
local seconds, micros = unpack(redis.call('TIME'))

local isOwn = not owner or owner == user
if not isOwn and (user ~= '' or seconds - since >= overlap) then return '"foreign"' end

-- Customers whose change overlapped with the owner's sign-in must not learn what is in the cart.
local function visible(answer)
  if isOwn or answer == '"full"' then return answer end
  return '"hidden"'
end

local function claim()
  redis.call('HSET', cart, '@owner', user, '@since', seconds)
  owner = user
end

-- Restarts the cart's time to live.
local function keep() redis.call('EXPIRE', cart, owner and absolute or idle) end
