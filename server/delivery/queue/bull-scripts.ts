/** What Bull cannot do by itself, as scripts that Redis runs in one piece. The lists hold job ids only. */

/** KEYS: lists. ARGV: beginning of a job id. Returns how many jobs of the lists begin so. */
export const COUNT_JOBS = `
local found = 0
for _, list in ipairs(KEYS) do
  for _, id in ipairs(redis.call('LRANGE', list, 0, -1)) do
    if string.sub(id, 1, #ARGV[1]) == ARGV[1] then found = found + 1 end
  end
end
return found`;

/**
 * KEYS: lists. ARGV: prefix of the jobs' hashes, then job ids. Deletes the hash of each job that is in no list: one that
 * was handed out while Redis was emptied. Bull would take it for a job that waits and never add it again.
 */
export const FORGET_STRAYS = `
local listed = {}
for _, list in ipairs(KEYS) do
  for _, id in ipairs(redis.call('LRANGE', list, 0, -1)) do listed[id] = true end
end
for i = 2, #ARGV do
  if not listed[ARGV[i]] then redis.call('DEL', ARGV[1] .. ARGV[i]) end
end`;
