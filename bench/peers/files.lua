-- For wrk: asks for DIRECTORY/00000.bin to COUNT - 1 in turn: wrk ... -s files.lua URL -- DIRECTORY COUNT
local requests, at = {}, 0

function init(arguments)
  for i = 1, tonumber(arguments[2]) do
    requests[i] = wrk.format("GET", string.format("/%s/%05d.bin", arguments[1], i - 1))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
