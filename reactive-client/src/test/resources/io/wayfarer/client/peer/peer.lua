local server, headers = require "http.server", require "http.headers"

local function fields(...)
  local list = headers.new()
  for _, pair in ipairs {...} do list:append(pair[1], pair[2]) end
  return list
end

local ok = fields({":status", "200"})

local function trailers(stream, section)
  if stream.connection.version == 2 then -- its write_headers wants a :status in trailers too
    local encoder = stream.connection.encoding_context
    encoder:encode_headers(section)
    assert(stream:write_headers_frame(encoder:render_data(), true, true))
    encoder:clear_data()
  else
    assert(stream:write_headers(section, true))
  end
end

local answers = {}

answers["/empty.txt"] = function(stream) assert(stream:write_headers(ok, true)) end

answers["/small.txt"] = function(stream)
  assert(stream:write_headers(fields({":status", "103"}, {"link", "</style.css>; rel=preload"}), false))
  assert(stream:write_headers(ok, false))
  assert(stream:write_chunk("small", false))
  trailers(stream, fields({"x-end", "1"}))
end

answers["/large.txt"] = function(stream)
  assert(stream:write_headers(ok, false))
  for i = 1, 20 do assert(stream:write_chunk(("a"):rep(15000), i == 20)) end
end

answers["/huge"] = function(stream)
  assert(stream:write_headers(ok, false))
  local piece = ("\0"):rep(65536)
  for i = 1, 1024 do assert(stream:write_chunk(piece, i == 1024)) end
end

answers["/echo"] = function(stream, request)
  if request:get("expect") then assert(stream:write_continue(10)) end
  assert(stream:write_headers(ok, false))
  assert(stream:write_chunk(assert(stream:get_body_as_string(10)), true))
end

answers["*"] = function(stream) assert(stream:write_headers(fields({":status", "204"}, {"allow", "GET"}), true)) end

assert(server.listen {
  host = "127.0.0.1", port = %d,
  onerror = function() end,
  onstream = function(_, stream)
    local request = assert(stream:get_headers(10))
    local answer = answers[request:get(":path")]
    if not answer then
      assert(stream:write_headers(fields({":status", "404"}), true))
    elseif request:get(":method") == "HEAD" then
      assert(stream:write_headers(fields({":status", "200"}, {"content-length", "300000"}), true))
    else
      answer(stream, request)
    end
  end
}):loop()
