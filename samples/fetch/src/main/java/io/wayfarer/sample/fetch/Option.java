/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The one list of options: what the parser knows and what the help prints, in the order of the help. */
enum Option {
    ALT_SVC(' ', "alt-svc", "file", "Read servers' alternatives from the file, use them, and write them back"),
    ANYAUTH(' ', "anyauth", null, "Answer what the server asks for with -u, by the strongest scheme"),
    BASIC(' ', "basic", null, "Send -u by Basic, which is the default"),
    CACERT(' ', "cacert", "file", "Trust the certificates in this PEM file instead of the platform's"),
    CERT('E', "cert", "file[:password]", "Identify yourself by this certificate; the key may stand in the same file"),
    CERT_TYPE(' ', "cert-type", "type", "PEM, which is the default, or P12"),
    CIPHERS(' ', "ciphers", "names", "Offer these cipher suites alone up to TLS 1.2, by OpenSSL's names or IANA's"),
    COMPRESSED(' ', "compressed", null, "Ask for compressed content, and decompress it"),
    CONNECT_TIMEOUT(
            ' ',
            "connect-timeout",
            "seconds",
            "Longest time until there is a connection: look-up, TCP, proxy and TLS together"),
    CONNECT_TO(' ', "connect-to", "host:port:host2:port2", "Connect to the second place where the URL says the first"),
    CONTINUE_AT('C', "continue-at", "offset", "Go on at this byte; - takes it from the output file's size"),
    COOKIE('b', "cookie", "data|file", "Send cookies from the text, or from the file; switches the jar on"),
    COOKIE_JAR('c', "cookie-jar", "file", "Write the jar to the file after the last transfer; - is stdout"),
    CREATE_DIRS(' ', "create-dirs", null, "Make the folders that -o names"),
    DATA('d', "data", "data", "POST this; @file reads a file and drops its line ends"),
    DATA_ASCII(' ', "data-ascii", "data", "As --data"),
    DATA_BINARY(' ', "data-binary", "data", "As --data, but a file is sent as it is"),
    DATA_RAW(' ', "data-raw", "data", "As --data, but @ has no meaning"),
    DATA_URLENCODE(
            ' ', "data-urlencode", "data", "As --data, percent-encoded: text, =text, name=text, @file, name@file"),
    DIGEST(' ', "digest", null, "Answer what the server asks for with -u, by Digest alone"),
    DISABLE('q', "disable", null, "Changes nothing: no file of options is read"),
    DISALLOW_USERNAME_IN_URL(
            ' ', "disallow-username-in-url", null, "Fail with exit code 67 where the URL names a user"),
    DUMP_HEADER('D', "dump-header", "file", "Write the headers received to the file; - is stdout"),
    ETAG_COMPARE(' ', "etag-compare", "file", "Ask for what has another ETag than the one in the file"),
    ETAG_SAVE(' ', "etag-save", "file", "Write the answer's ETag to the file"),
    EXPECT100_TIMEOUT(
            ' ', "expect100-timeout", "seconds", "Send a body that the server says nothing about after so long"),
    FAIL('f', "fail", null, "Fail with exit code 22 on a status of 400 or above, without output"),
    FAIL_EARLY(' ', "fail-early", null, "End with the first transfer that fails"),
    FAIL_WITH_BODY(' ', "fail-with-body", null, "As --fail, with output"),
    FORM('F', "form", "name=content", "POST multipart: name=text, name=@file, name=<file, then ;type= ;filename="),
    FORM_STRING(' ', "form-string", "name=text", "As --form, but @, < and ; have no meaning"),
    GET('G', "get", null, "Put the data into the query of the URL and use GET"),
    GLOBOFF('g', "globoff", null, "Changes nothing: [ ] { } stand for themselves"),
    HAPPY_EYEBALLS_TIMEOUT_MS(
            ' ', "happy-eyeballs-timeout-ms", "ms", "Wait so long before the next address is tried too"),
    HEAD('I', "head", null, "HEAD; show the headers"),
    HEADER('H', "header", "line|@file", "Send this field; 'Name:' leaves one out, 'Name;' sends it empty"),
    HELP('h', "help", null, "This text"),
    HSTS(' ', "hsts", "file", "Read known HSTS hosts from the file, and write them back"),
    HTTP0_9(' ', "http0.9", null, "Refused: an answer without a head says nothing about itself"),
    HTTP1_0(' ', "http1.0", null, "HTTP/1.0 only"),
    HTTP1_1(' ', "http1.1", null, "HTTP/1.1 only"),
    HTTP2(
            ' ',
            "http2",
            null,
            "HTTP/2 where TLS negotiates it, which is the default, or the server of an http URL changes to it"),
    HTTP2_PRIOR_KNOWLEDGE(' ', "http2-prior-knowledge", null, "HTTP/2 for http URLs too, without asking"),
    HTTP3(' ', "http3", null, "HTTP/3 first, and over TCP a moment later where that is not to be had"),
    HTTP3_ONLY(' ', "http3-only", null, "HTTP/3 only, which is for https URLs and no proxies"),
    INCLUDE('i', "include", null, "Show the headers before the body"),
    INSECURE('k', "insecure", null, "Do not verify certificates"),
    INTERFACE(' ', "interface", "name", "Connect from this network interface or own address"),
    IPV4('4', "ipv4", null, "Use IPv4 addresses only"),
    IPV6('6', "ipv6", null, "Use IPv6 addresses only"),
    JSON(' ', "json", "data", "POST this as JSON, and ask for JSON; several are joined as they are"),
    JUNK_SESSION_COOKIES('j', "junk-session-cookies", null, "Of the files of -b, leave out what ends with a session"),
    KEY(' ', "key", "file", "The private key of --cert"),
    LIMIT_RATE(' ', "limit-rate", "bytes", "Receive and send at most so much a second, such as 200K"),
    LOCAL_PORT(' ', "local-port", "number[-number]", "Connect from one of these own ports"),
    LOCATION('L', "location", null, "Follow redirects"),
    LOCATION_TRUSTED(' ', "location-trusted", null, "As -L; credentials and all headers go along to other hosts"),
    MAX_FILESIZE(' ', "max-filesize", "bytes", "Fail with exit code 63 on a larger body"),
    MAX_REDIRS(' ', "max-redirs", "number", "Follow at most so many redirects, -1 for any number; default 50"),
    MAX_TIME('m', "max-time", "seconds", "Longest time for a whole transfer"),
    NO_BUFFER('N', "no-buffer", null, "Changes nothing: output is written as it comes"),
    NO_CLOBBER(' ', "no-clobber", null, "Leave files that are there; write to the name with .1, .2, ... behind it"),
    NO_PROGRESS_METER(' ', "no-progress-meter", null, "Changes nothing: there is none; see -#"),
    NO_PROXY(' ', "noproxy", "list", "Hosts to be reached without a proxy, separated by commas; * is all"),
    OAUTH2_BEARER(' ', "oauth2-bearer", "token", "Send this bearer token"),
    OUTPUT('o', "output", "file", "Write the body to the file; - is stdout"),
    OUTPUT_DIR(' ', "output-dir", "folder", "The folder for what -o and -O write"),
    PASS(' ', "pass", "password", "Of the private key"),
    PATH_AS_IS(' ', "path-as-is", null, "Leave the dots in the URL's path, and its escapes, as they are"),
    PINNEDPUBKEY(' ', "pinnedpubkey", "file|pins", "Take servers with these keys alone: sha256//..., several with ;"),
    POST301(' ', "post301", null, "With -L, a POST stays one after 301"),
    POST302(' ', "post302", null, "With -L, a POST stays one after 302"),
    POST303(' ', "post303", null, "With -L, a POST stays one after 303"),
    PROTO(' ', "proto", "protocols", "Use these only, written as for --proto-redir"),
    PROTO_REDIR(' ', "proto-redir", "protocols", "Follow to these only: http,https; = sets, + adds, - takes away"),
    PREPROXY(' ', "preproxy", "[scheme://]host[:port]", "Reach the HTTP proxy through this SOCKS proxy"),
    PROGRESS_BAR('#', "progress-bar", null, "Show on stderr how far the transfer is"),
    PROXY('x', "proxy", "[scheme://]host[:port]", "Use this proxy: http, https, socks4, socks4a, socks5, socks5h"),
    PROXY_BASIC(' ', "proxy-basic", null, "Send -U by Basic, which is the default"),
    PROXY_CACERT(' ', "proxy-cacert", "file", "Trust the certificates in this PEM file for proxies"),
    PROXY_DIGEST(' ', "proxy-digest", null, "Answer what the proxy asks for with -U, by Digest alone"),
    PROXY_HEADER(' ', "proxy-header", "line|@file", "Send this field to the proxy alone"),
    PROXY_INSECURE(' ', "proxy-insecure", null, "Do not verify certificates of proxies"),
    PROXY_USER('U', "proxy-user", "user:password", "Credentials for the proxy"),
    PROXYTUNNEL('p', "proxytunnel", null, "Ask the proxy for a tunnel for http too"),
    RANGE('r', "range", "range", "Ask for these bytes: first-last, first-, -count, or several with commas"),
    RAW(' ', "raw", null, "Leave content and transfer as they come: compressed, in chunks"),
    REFERER('e', "referer", "URL", "Send this Referer; with ;auto behind it, tell the URL that redirected"),
    REMOTE_HEADER_NAME('J', "remote-header-name", null, "With -O, prefer the name that the server gives"),
    REMOTE_NAME('O', "remote-name", null, "Write the body to a file named like the last part of the URL's path"),
    REMOTE_NAME_ALL(' ', "remote-name-all", null, "As -O, for every URL without an output of its own"),
    REMOTE_TIME('R', "remote-time", null, "Give the file the time at which the server's was changed"),
    REMOVE_ON_ERROR(' ', "remove-on-error", null, "Remove the file when the transfer fails"),
    REQUEST('X', "request", "method", "Use this method, on every hop"),
    REQUEST_TARGET(' ', "request-target", "target", "Ask for this in place of the URL's path and query"),
    RESOLVE(' ', "resolve", "host:port:addr,...", "Take these addresses for the host; * is every host"),
    RETRY(' ', "retry", "number", "Try again so often what may pass: timeouts, 408, 429, 500, 502, 503, 504"),
    RETRY_ALL_ERRORS(' ', "retry-all-errors", null, "With --retry, try again whatever went wrong"),
    RETRY_CONNREFUSED(' ', "retry-connrefused", null, "With --retry, a refused connection may pass too"),
    RETRY_DELAY(' ', "retry-delay", "seconds", "Wait so long each time; otherwise 1 s, then twice as long each time"),
    RETRY_MAX_TIME(' ', "retry-max-time", "seconds", "Begin no more tries when so much time has gone"),
    SHOW_ERROR('S', "show-error", null, "With -s, still say what failed"),
    SILENT('s', "silent", null, "Say nothing on stderr"),
    SOCKS4(' ', "socks4", "host[:port]", "Use this SOCKS 4 proxy"),
    SOCKS4A(' ', "socks4a", "host[:port]", "Use this SOCKS 4a proxy"),
    SOCKS5(' ', "socks5", "host[:port]", "Use this SOCKS 5 proxy; names are looked up here"),
    SOCKS5_HOSTNAME(' ', "socks5-hostname", "host[:port]", "Use this SOCKS 5 proxy; names are looked up there"),
    SUPPRESS_CONNECT_HEADERS(
            ' ', "suppress-connect-headers", null, "Changes nothing: what proxies say to CONNECT is not shown"),
    TCP_NODELAY(' ', "tcp-nodelay", null, "Changes nothing: what there is to send is sent"),
    TIME_COND(
            'z',
            "time-cond",
            "date|file",
            "Ask for what changed after the date; with a minus before it, for what did not"),
    TLS_MAX(' ', "tls-max", "version", "Offer no TLS beyond 1.0, 1.1, 1.2 or 1.3"),
    TLS13_CIPHERS(' ', "tls13-ciphers", "names", "Offer these cipher suites of TLS 1.3 alone"),
    TLSV1('1', "tlsv1", null, "TLS 1.0 or later; the platform may know none so old"),
    TLSV1_0(' ', "tlsv1.0", null, "TLS 1.0 or later, as -1"),
    TLSV1_1(' ', "tlsv1.1", null, "TLS 1.1 or later"),
    TLSV1_2(' ', "tlsv1.2", null, "TLS 1.2 or later"),
    TLSV1_3(' ', "tlsv1.3", null, "TLS 1.3 or later"),
    TRACE(' ', "trace", "file", "Write all that goes out and comes in, in bytes; - is stdout, % is stderr"),
    TRACE_ASCII(' ', "trace-ascii", "file", "As --trace, in text"),
    TR_ENCODING(' ', "tr-encoding", null, "Ask for a compressed transfer, and decompress it"),
    UNIX_SOCKET(' ', "unix-socket", "path", "Connect to this Unix socket"),
    UPLOAD_FILE('T', "upload-file", "file", "PUT this file; - is stdin; a URL that ends in / gets its name"),
    URL(' ', "url", "URL", "The URL, where it could be taken for an option"),
    URL_QUERY(
            ' ',
            "url-query",
            "data",
            "Add this to the query of the URL, encoded as by --data-urlencode; + takes it as it is"),
    USER('u', "user", "user:password", "Credentials for the server"),
    USER_AGENT('A', "user-agent", "name", "Send this User-Agent; an empty one leaves the field out"),
    VERBOSE('v', "verbose", null, "Show on stderr what goes out (>), what comes in (<) and what is decided (*)"),
    VERSION('V', "version", null, "Name and version"),
    WRITE_OUT('w', "write-out", "format", "Print this after each transfer; @file reads it from a file");

    private final char letter;
    private final String longName;
    private final @Nullable String argument;
    private final String help;

    Option(char letter, String longName, @Nullable String argument, String help) {
        this.letter = letter;
        this.longName = longName;
        this.argument = argument;
        this.help = help;
    }

    static Optional<Option> byLetter(char letter) {
        return letter == ' '
                ? Optional.empty()
                : Stream.of(values()).filter(option -> option.letter == letter).findFirst();
    }

    static Optional<Option> byLongName(String name) {
        return Stream.of(values())
                .filter(option -> option.longName.equals(name))
                .findFirst();
    }

    boolean takesArgument() {
        return argument != null;
    }

    /** As in {@code "-d, --data"}. */
    String names() {
        return (letter == ' ' ? "    " : "-" + letter + ", ") + "--" + longName;
    }

    String helpLine() {
        String usage = names() + (argument == null ? "" : " <" + argument + ">");
        return String.format(" %-40s %s", usage, help);
    }
}
