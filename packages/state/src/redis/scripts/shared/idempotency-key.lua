-- Checks the idempotency key of a change. Follows cart-owner.lua or user-record.lua, because answers are shown to the owner only.
--
-- KEYS[#KEYS]  the remembered answer, if the change has an idempotency key: fingerprint, line feed, answer as JSON
-- ARGV[5]      fingerprint of the request; empty if the change has no key
-- ARGV[6]      when the key was made, in milliseconds since the epoch
--
-- Replies with the remembered answer where the change was made before, "@reused" where the key came with another fingerprint,
-- "@expired" where the key is too old, or too far ahead of Redis's clock, to tell whether it was used.
-- Leaves to the script: answer(), which remembers an answer and returns what the customer may see of it. A script that returns
-- without it remembers nothing.

local fingerprint, issued = ARGV[5], tonumber(ARGV[6])
local answerKey = fingerprint ~= '' and KEYS[#KEYS]
local remembered = answerKey and redis.call('GET', answerKey)
if remembered then
  if string.sub(remembered, 1, #fingerprint + 1) ~= fingerprint .. '\n' then return '"@reused"' end
  return visible(string.sub(remembered, #fingerprint + 2))
end
local age = seconds + micros / 1e6 - issued / 1e3
if answerKey and (age > KEY_LIFETIME or age < -KEY_SKEW) then return '"@expired"' end

local function answer(json)
  if answerKey then redis.call('SET', answerKey, fingerprint .. '\n' .. json, 'EX', ANSWER_LIFETIME) end
  return visible(json)
end
