/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.fixture.LoopbackProxy;

/** Cookie files go to and fro between this program, curl and lua-http, and mean the same to all. */
class CookieFileTests {

    private static final Path CURL = Path.of("/usr/bin/curl");
    private static final Path LUA = Path.of("/usr/bin/lua5.3");

    /** Debian's modules for Lua 5.3 lack one that lua-http needs and that is there for 5.2, in plain Lua. */
    private static final String LUA_PATH = "/usr/share/lua/5.2/?.lua;/usr/share/lua/5.2/?/init.lua;;";

    private static final String SITE = "http://www.shop.example";

    /** Which cookies go where, whoever has kept them. */
    private static final Map<String, String> EXPECTED = new TreeMap<>(Map.of(
            "http://www.shop.example/", "domain=2 host=1 session=4",
            "http://www.shop.example/deep/er", "domain=2 host=1 path=3 session=4",
            "http://shop.example/", "domain=2",
            "http://other.shop.example/deep", "domain=2",
            "http://a.www.shop.example/", "domain=2",
            "http://badshop.example/", ""));

    @TempDir
    private Path folder;

    private TestSite site;
    private LoopbackProxy proxy;
    private String jar;

    @BeforeEach
    void open() {
        site = TestSite.start();
        LoopbackProxy.Builder hosts = LoopbackProxy.builder();
        for (String host : List.of("www.shop.example", "shop.example", "other.shop.example", "a.www.shop.example")) {
            hosts.direct(host, site.address());
        }
        proxy = hosts.direct("badshop.example", site.address()).start();
        jar = folder.resolve("jar").toString();
    }

    @AfterEach
    void close() {
        proxy.close();
        site.close();
    }

    @Test
    void oursMeansTheSameToUs() {
        fetch("-c", jar, SITE + "/cookies/all");

        assertThat(sentByFetch("-b", jar)).isEqualTo(EXPECTED);
    }

    @Test
    void whatCurlWritesWeRead() throws Exception {
        needCurl();
        curl("-c", jar, SITE + "/cookies/all");

        assertThat(sentByFetch("-b", jar)).isEqualTo(EXPECTED);
    }

    @Test
    void whatWeWriteCurlReads() throws Exception {
        needCurl();
        fetch("-c", jar, SITE + "/cookies/all");

        assertThat(sentByCurl("-b", jar)).isEqualTo(EXPECTED);
    }

    @Test
    void bothLeaveOutSessionCookiesWhenAsked() throws Exception {
        needCurl();
        fetch("-c", jar, SITE + "/cookies/all");
        Map<String, String> without = new TreeMap<>(EXPECTED);
        without.replaceAll((url, cookies) -> cookies.replace(" session=4", ""));

        assertThat(sentByFetch("-j", "-b", jar)).isEqualTo(without);
        assertThat(sentByCurl("-j", "-b", jar)).isEqualTo(without);
    }

    @Test
    void fieldsInAFileCountAsIfTheServerHadSentThem() throws Exception {
        Files.writeString(Path.of(jar), """
                HTTP/1.1 200 OK\r
                Set-Cookie: host=1\r
                set-cookie:domain=2; domain=shop.example\r
                Set-Cookie: path=3; path=/deep\r
                Set-Cookie: other=5; domain=other.example\r
                \r
                """);

        fetch("-b", jar, SITE + "/deep/er");
        assertThat(site.request().header("Cookie")).contains("path=3; host=1; domain=2");

        needCurl();
        site.forgetRequests();
        curl("-b", jar, SITE + "/deep/er");
        assertThat(site.request().header("Cookie").orElse("").split("; ", -1))
                .as("those with a domain, on which we agree with curl")
                .contains("domain=2")
                .doesNotContain("other=5");
    }

    @Test
    void aFileThatWentThroughAllHandsLosesNothing() throws Exception {
        needCurl();
        String second = folder.resolve("second").toString();
        curl("-c", jar, SITE + "/cookies/all");
        fetch("-b", jar, "-c", second, SITE + "/");
        curl("-b", second, "-c", jar, SITE + "/");

        assertThat(sentByFetch("-b", jar)).isEqualTo(EXPECTED);
    }

    @Test
    void whatLuaHttpWritesWeReadWithItsSecondColumnAndItsSessionsAsItMeansThem() throws Exception {
        needLuaHttp();
        lua("""
                local store = require "http.cookie".new_store()
                local function set(name, value, path, domain, age)
                  assert(store:store("www.shop.example", "/", true, false, "www.shop.example", name, value,
                    {path = path, domain = domain, ["max-age"] = age, httponly = path ~= "/" or nil}))
                end
                set("host", "1", "/", nil, "3600")
                set("domain", "2", "/", "shop.example", "3600")
                set("path", "3", "/deep", nil, "3600")
                set("session", "4", "/", nil, nil)
                local file = assert(io.open(arg[1], "w"))
                assert(store:save_to_file(file))
                file:close()
                """);

        assertThat(sentByFetch("-b", jar)).isEqualTo(EXPECTED);
        Map<String, String> without = new TreeMap<>(EXPECTED);
        without.replaceAll((url, cookies) -> cookies.replace(" session=4", ""));
        assertThat(sentByFetch("-j", "-b", jar)).isEqualTo(without);
    }

    /** It takes our session cookies for expired, and host-only cookies for those of a domain and the other way round. */
    @Test
    void whatWeWriteLuaHttpReadsButForItsErrors() throws Exception {
        needLuaHttp();
        fetch("-c", jar, SITE + "/cookies/all");

        assertThat(lua("""
                        local store = require "http.cookie".new_store()
                        assert(store:load_from_file(assert(io.open(arg[1]))))
                        for _, name in ipairs {"host", "domain", "path"} do
                          local domain = name == "domain" and "shop.example" or "www.shop.example"
                          print(name, store:get(domain, name == "path" and "/deep" or "/", name))
                        end
                        """).lines()).containsExactly("host\t1", "domain\t2", "path\t3");
    }

    private void fetch(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-s", "-x", proxy.uri().toString()));
        all.addAll(List.of(arguments));
        assertThat(Run.fetch(all.toArray(String[]::new)).code()).isZero();
    }

    private void curl(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of(CURL.toString(), "-q", "-s", "-x", proxy.uri().toString()));
        all.addAll(List.of(arguments));
        run(all);
    }

    private String lua(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.lua"), script);
        return run(List.of(LUA.toString(), file.toString(), jar));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().put("LUA_PATH", LUA_PATH);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }

    private interface Client {
        void get(String url) throws IOException, InterruptedException;
    }

    private Map<String, String> sentByFetch(String... options) {
        try {
            return sent(url -> fetch(with(options, url)));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> sentByCurl(String... options) throws IOException, InterruptedException {
        return sent(url -> curl(with(options, url)));
    }

    private static String[] with(String[] options, String url) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = url;
        return all;
    }

    /** The cookies, in order of their names, that each URL is sent. */
    private Map<String, String> sent(Client client) throws IOException, InterruptedException {
        Map<String, String> sent = new TreeMap<>();
        for (String url : EXPECTED.keySet()) {
            site.forgetRequests();
            client.get(url);
            String field = site.request().header("Cookie").orElse("");
            sent.put(url, String.join(" ", new TreeSet<>(List.of(field.split("; ", -1)))));
        }
        return sent;
    }

    private static void needCurl() {
        assumeTrue(Files.isExecutable(CURL), "SKIPPED: package curl is not installed");
    }

    private void needLuaHttp() throws IOException, InterruptedException {
        boolean installed = Files.isExecutable(LUA);
        if (installed) {
            try {
                lua("require 'http.cookie'");
            } catch (AssertionError e) {
                installed = false;
            }
        }
        if (!installed) {
            System.out.println("SKIPPED: packages lua5.3 and lua-http are not installed");
        }
        assumeTrue(installed, "SKIPPED: packages lua5.3 and lua-http are not installed");
    }
}
