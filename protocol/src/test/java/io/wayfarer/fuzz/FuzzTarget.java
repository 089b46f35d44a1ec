/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One parser or state machine, with inputs to begin from. */
@SuppressWarnings("ImmutableEnumChecker") // the seeds are arrays, which nobody here changes
enum FuzzTarget {
    AUTHORITY(GrammarTargets::authority, "example.org", "[::1]:80", "127.1:65535", "a%41b:0"),
    CHALLENGES(
            GrammarTargets::challenges,
            "Basic realm=\"a\"",
            "Digest realm=\"a, b\", nonce=\"\\\"\", qop=auth, Negotiate dG9rZW4=, Basic"),
    DIRECTIVES(GrammarTargets::directives, "max-age=1; includeSubDomains", ";;a=\"b;\\\"\" ;c"),
    FIELD_LIST(GrammarTargets::fieldList, "a, b,\"c,\\\"\" ,, d", "close, TE"),
    FORM_DATA(GrammarTargets::formData, "a=1&b=%C3%A9+x&&c", "=&=%zz%"),
    HTTP_DATE(
            GrammarTargets::httpDate,
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994"),
    IP_ADDRESS(GrammarTargets::ipAddress, "::ffff:192.0.2.1", "fe80::1%25eth0", "[2001:db8::7]", "1.2.3.4"),
    MEDIA_TYPE(GrammarTargets::mediaType, "text/html; charset=\"utf-8\"; a=b", "*/*;q=0.1"),
    PERCENT_CODING(GrammarTargets::percentCoding, "a%20b%C3%A9", "%", "/?#é😀"),
    QUOTED_STRING(GrammarTargets::quotedString, "\"a\\\"b\"", "a b"),
    STRUCTURED_FIELD(
            GrammarTargets::structuredField,
            "a;q=1.5, (b \"c\\\"\" ?0);d;e=:YQ==:, @1692859242",
            "u=5, i, *t=(1 -2.25);x, s=%\"f%c3%bc\"",
            "text/html;level=1; q=0.5"),
    URI_REFERENCE(GrammarTargets::uriReference, "http://u@a:1/b/../c?d#e", "//a/./..", "../../g;x=1"),
    GZIP(
            CodingTargets::gzip,
            hex("1f8b08000000000000ff4bcacb0700f4a1d36d03000000"),
            hex("1f8b081f00000000000003020001006e0063004bcb01006400")),
    DEFLATE(
            CodingTargets::deflate,
            hex("789c4b4a4c0600024d0127"),
            hex("4b4a4c0600"),
            hex("7801010300fcff616263024d0127")),
    BROTLI(CodingTargets::brotli, hex("0b018061626303"), hex("6b00")),
    ZSTANDARD(
            CodingTargets::zstandard,
            hex("28b52ffd0403190000616263" + "99b0e4a4"),
            hex("5a2a4d180300000078797a" + "28b52ffd2003190000616263")),
    FRAMES(
            FrameTargets::frames,
            hex("000006040000000000" + "000400001000" + "00000a002800000001" + "0361626364656667000000"),
            hex("00000501250000000300000001c888" + "000004080000000000" + "7fffffff" + "000000ff0100000001")),
    HPACK(
            FrameTargets::hpack,
            hex("0482868441" + "0f418cf1e3c2e5f23a6ba0ab90f4ff" + "0482 84 be bf".replace(" ", "")),
            hex("0b400a637573746f6d2d6b6579" + "05203fe11f82" + "0710086e65766572" + "0588c0be3f")),
    HTTP1_CLIENT(
            ConnectionTargets::http1Client,
            "\0HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "\1HTTP/1.1 103 \r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b\"\r\nabc\r\n0\r\nx: 7\r\n\r\n",
            "\2HTTP/1.0 404 Not Found\r\nConnection: keep-alive\r\n\r\nuntil the end",
            "\3HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 500 \r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\n\u001f\r\n"),
    HTTP1_SERVER(
            ConnectionTargets::http1Server,
            "\0GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "\7POST /c?d HTTP/1.1\r\nHost: a:80\r\nContent-Length: 3\r\n\r\nabcHEAD / HTTP/1.0\r\n\r\n",
            "\24PUT http://a/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nx: y\r\n\r\n",
            "\50CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n"),
    HTTP2_CLIENT(ConnectionTargets::http2Client, frames()),
    HTTP2_SERVER(ConnectionTargets::http2Server, frames());

    private final FuzzBody body;
    private final List<byte[]> seeds;

    FuzzTarget(FuzzBody body, String... seeds) {
        this.body = body;
        this.seeds = Stream.of(seeds)
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    FuzzTarget(FuzzBody body, byte[]... seeds) {
        this.body = body;
        this.seeds = List.of(seeds);
    }

    void run(byte[] input) throws Exception {
        body.run(input);
    }

    List<byte[]> seeds() {
        return seeds;
    }

    /** As the command line and the directory of found inputs call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** Frames as the targets read them: type, flags, stream, length, payload; the first octet says so. */
    private static byte[][] frames() {
        String settings = "04000000";
        String get = "010501068286844101" + "61";
        String post = "010401068386844101" + "61";
        String ok = "0104010188";
        return new byte[][] {
            hex("01" + settings + get + "06000008" + "0102030405060708" + "08000004" + "00000100"),
            hex("01" + settings + post + "00000103" + "616263" + "00090105" + "0161620001"
                    + get.replace("0501", "0503")),
            hex("01" + settings + ok + "00000104" + "61626364" + "01050103" + "0085f2b24a84ff844950" + "03000104"
                    + "00000008"),
            hex("01" + settings + ok + "01050104" + "40016101" + "62" + "0105030188"),
            hex("01" + settings + "05040107" + "00000002828684" + ok + "0105020188"),
            hex("01" + settings + "07000008" + "0000000000000002" + ok),
            hex("01" + settings + "01000101" + "88" + "09040100" + "04000106" + "000400000001"),
            hex("00" + "000000040000000000" + "0000010105000000018800000a00010000000100"),
        };
    }
}
