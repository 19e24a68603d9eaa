-- A record of an app's own: one user's, or shared by many. Every change of such a record begins with this piece, as changes of carts
-- begin with cart-owner.lua, and goes on with idempotency-key.lua.
--
-- KEYS[1]  the record
-- ARGV[1]  name of the user who changes it
-- ARGV[2]  seconds that the record lives after its last change
--
-- Leaves to the script: record, user, seconds, micros, visible(), keep(). The script's own arguments begin with ARGV[7].

local record, user = KEYS[1], ARGV[1]
local seconds, micros = unpack(redis.call('TIME'))

local function visible(answer) return answer end

-- Restarts the record's time to live.
local function keep() redis.call('EXPIRE', record, ARGV[2]) end
