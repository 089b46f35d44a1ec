/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What {@code --help} and {@code --version} print. */
final class Help {

    private Help() {}

    static String text() {
        return "Usage: fetch [options...] <url>...\n"
                + Stream.of(Option.values()).map(Option::helpLine).collect(Collectors.joining("\n"))
                + "\n\n"
                + """
                Options, output and exit codes mean what they mean to curl. On purpose otherwise:
                  - Across origins (scheme, host and port) a redirect carries no credential, no cookie of -b with a text
                    and no header of your own; curl takes some of them along.
                  - HSTS is obeyed while the program runs: after a Strict-Transport-Security field over verified TLS,
                    http URLs of that host become https.
                  - --http2 does not try to upgrade http URLs. A Set-Cookie line in a file of -b without a domain is for the
                    hosts of the command line; curl sends it to all hosts or to none, by its version.
                  - Under --raw, --max-filesize and size_download count what frames the chunks too, and of chunks that break the
                    rules comes what was right before.
                  - --max-filesize holds for bodies without a length too; -r goes without --compressed, because a part of
                    compressed content cannot be decompressed; --http0.9 is refused.
                  - --path-as-is is for the URL of the command line, not for those of redirects. --alt-svc learns over verified
                    TLS alone, and one run's first request goes to the server itself while the alternative is tried.
                  - URLs follow the WHATWG standard, and [ ] { } in them stand for themselves.

                Of curl's variables of --write-out, certs and proxy_ssl_verify_result are not there. ssl_verify_result is 1
                for all that was not verified, size_request is that of the heads that were answered, http_connect is 200 for a
                tunnel that was opened, and what a transfer that failed had come to is 0.

                Variables of --write-out, written %%{name}; %%header{name} is a field of the last answer:
                """.formatted()
                + Variable.names()
                + "\n";
    }

    static String version() {
        return "fetch " + versionNumber() + "\nProtocols: http https\nFeatures: alt-svc HSTS HTTP2 HTTP3 SOCKS\n";
    }

    /** What {@code User-Agent} says unless told otherwise. */
    static String userAgent() {
        return "wayfarer-fetch/" + versionNumber();
    }

    static String versionNumber() {
        @Nullable String version = Help.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
