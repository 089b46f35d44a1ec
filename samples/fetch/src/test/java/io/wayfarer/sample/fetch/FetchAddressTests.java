/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.PeerProgram;
import io.wayfarer.fixture.UnixRelay;

/** Where connections lead to and come from. */
class FetchAddressTests extends SiteCase {

    /** The words with the port in them. */
    private String[] words(String commandLine) {
        return commandLine.replace("PORT", "" + site.port()).split(" ", -1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--resolve shop.example:PORT:127.0.0.1 http://shop.example:PORT/hello",
                "--resolve +shop.example:PORT:[::1],127.0.0.1 -4 http://shop.example:PORT/hello",
                "--resolve *:PORT:127.0.0.1 http://shop.example:PORT/hello",
                "--connect-to shop.example:80:127.0.0.1:PORT http://shop.example/hello",
                "--connect-to ::127.0.0.1:PORT http://shop.example/hello",
                "--connect-to shop.example:::PORT --resolve shop.example:PORT:127.0.0.1 http://shop.example/hello",
                "--interface 127.0.0.1 http://127.0.0.1:PORT/hello",
                "--interface lo -4 http://127.0.0.1:PORT/hello",
                "--local-port 20000-40000 http://127.0.0.1:PORT/hello",
                "-4 http://localhost:PORT/hello",
                "--happy-eyeballs-timeout-ms 100 http://127.0.0.1:PORT/hello"
            })
    void theSiteIsFoundThere(String commandLine) {
        assertThat(Run.fetch(words(commandLine))).isEqualTo(new Run(0, "hello\n", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "--resolve nonsense http://127.0.0.1:PORT/hello, 49",
        "--resolve shop.example:PORT:nowhere http://shop.example:PORT/hello, 49",
        "--interface nosuch0 http://127.0.0.1:PORT/hello, 45",
        "--local-port x http://127.0.0.1:PORT/hello, 2",
        "-6 http://127.0.0.1:PORT/hello, 7",
        "--unix-socket /nowhere/at.all http://shop.example/hello, 7"
    })
    void whatLeadsNowhereEndsAsWithCurl(String commandLine, int code) {
        assertThat(Run.fetch(words(commandLine)).code()).isEqualTo(code);

        List<String> curl = new ArrayList<>(List.of(PeerProgram.installed("curl", "curl"), "-sS"));
        curl.addAll(List.of(words(commandLine)));
        try (PeerProgram program = PeerProgram.start(curl.toArray(String[]::new))) {
            assertThat(program.status()).isEqualTo(code);
        }
    }

    @Test
    void aUnixSocketIsConnectedTo() {
        try (UnixRelay relay = UnixRelay.start(folder.resolve("site"), site.address())) {
            Run run = Run.fetch("--unix-socket", relay.path().toString(), "http://shop.example/hello");

            assertThat(run).isEqualTo(new Run(0, "hello\n", ""));
            assertThat(site.request().header("Host")).hasValue("shop.example");
        }
    }
}
