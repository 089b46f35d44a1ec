/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.http.HttpHeaders;

import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.url.HttpUrl;

/** What {@code --write-out} can tell, under curl's names and in curl's forms. */
final class Variable {

    private static final Map<String, Function<TransferReport, String>> ALL = new TreeMap<>(Map.ofEntries(
            variable("content_type", report -> field(report, HttpHeaders.CONTENT_TYPE)),
            variable(
                    "errormsg",
                    report -> report.failure().map(FetchException::what).orElse("")),
            variable(
                    "exitcode",
                    report -> text(report.failure()
                            .map(FetchException::code)
                            .orElse(ExitCode.OK)
                            .number())),
            variable("filename_effective", TransferReport::fileName),
            variable("header_json", Variable::headerJson),
            variable("http_code", Variable::statusCode),
            variable("http_version", Variable::httpVersion),
            variable(
                    "local_ip",
                    report -> own(report)
                            .map(own -> own.getAddress().getHostAddress())
                            .orElse("")),
            variable(
                    "local_port",
                    report -> text(own(report).map(InetSocketAddress::getPort).orElse(0))),
            variable(
                    "method",
                    report -> report.lastRequest()
                            .map(request -> request.hop().method().name())
                            .orElse("")),
            variable(
                    "num_headers",
                    report -> text(report.lastAnswer()
                            .map(answer -> HeaderLog.head(answer.response()).size() - 2)
                            .orElse(0))),
            variable(
                    "num_redirects", report -> text(Math.max(0, report.answers().size() - 1))),
            variable("redirect_url", Variable::redirectUrl),
            variable(
                    "referer",
                    report -> report.lastRequest()
                            .map(request -> request.headers().getFirst(HttpHeaders.REFERER))
                            .orElse("")),
            variable(
                    "remote_ip",
                    report -> peer(report)
                            .map(peer -> peer.getAddress().getHostAddress())
                            .orElse("")),
            variable(
                    "remote_port",
                    report -> text(peer(report).map(InetSocketAddress::getPort).orElse(0))),
            variable("response_code", Variable::statusCode),
            variable(
                    "scheme",
                    report -> report.lastAnswer()
                            .map(answer -> answer.request().hop().url().scheme().toUpperCase(Locale.ROOT))
                            .orElse("")),
            variable("size_download", report -> text(report.bodyBytes())),
            variable(
                    "size_header",
                    report -> text(report.answers().stream()
                            .mapToLong(TransferReport.Answer::headBytes)
                            .sum())),
            variable("size_upload", report -> text(uploaded(report))),
            variable(
                    "speed_download",
                    report -> text(report.seconds() == 0 ? 0 : (long) (report.bodyBytes() / report.seconds()))),
            variable(
                    "speed_upload",
                    report -> text(report.seconds() == 0 ? 0 : (long) (uploaded(report) / report.seconds()))),
            variable("time_redirect", report -> seconds(report.redirectSeconds())),
            variable("time_starttransfer", report -> seconds(report.firstByteSeconds())),
            variable("time_total", report -> seconds(report.seconds())),
            variable("url", TransferReport::typedUrl),
            variable("url_effective", TransferReport::effectiveUrl),
            variable("urlnum", report -> text(report.number()))));

    private Variable() {}

    private static Map.Entry<String, Function<TransferReport, String>> variable(
            String name, Function<TransferReport, String> value) {
        return Map.entry(name, value);
    }

    /** Empty when there is no variable of that name. */
    static Optional<String> value(String name, TransferReport report) {
        return Optional.ofNullable(ALL.get(name)).map(value -> value.apply(report));
    }

    /** All names, for the help. */
    static String names() {
        return "  " + String.join(" ", ALL.keySet())
                + "\n  onerror stderr stdout: what follows is for failures, for stderr, for stdout";
    }

    /** A field of the last answer; empty when it has none. */
    static String field(TransferReport report, String name) {
        return report.lastAnswer()
                .map(answer -> answer.response().headers().getFirst(name))
                .orElse("");
    }

    private static String statusCode(TransferReport report) {
        int status =
                report.lastAnswer().map(answer -> answer.response().status()).orElse(0);
        return String.format(Locale.ROOT, "%03d", status);
    }

    private static String httpVersion(TransferReport report) {
        return report.lastAnswer()
                .map(answer -> answer.response().protocol())
                .map(protocol -> protocol.substring(protocol.indexOf('/') + 1))
                .map(version -> version.equals("1.0") ? "1" : version) // so curl has it
                .orElse("0");
    }

    private static Optional<InetSocketAddress> peer(TransferReport report) {
        return report.lastAnswer().flatMap(answer -> answer.response().peer());
    }

    private static Optional<InetSocketAddress> own(TransferReport report) {
        return report.lastAnswer().flatMap(answer -> answer.response().localAddress());
    }

    private static long uploaded(TransferReport report) {
        return report.lastRequest()
                .map(TransportRequest::body)
                .map(body -> Math.max(0, body.length()))
                .orElse(0L);
    }

    /** The fields of the last answer, names in lower case, each with the list of its values. */
    private static String headerJson(TransferReport report) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        report.lastAnswer()
                .ifPresent(answer -> answer.response()
                        .headers()
                        .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), values)));
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":"
                        + field.getValue().stream().map(Variable::quoted).collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",\n", "{", "\n}"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
    }

    /** Where a redirect that was not followed leads. */
    private static String redirectUrl(TransferReport report) {
        return report.lastAnswer()
                .filter(answer -> answer.response().status() / 100 == 3)
                .flatMap(answer -> Optional.ofNullable(
                                answer.response().headers().getFirst(HttpHeaders.LOCATION))
                        .flatMap(answer.request().hop().url()::resolve))
                .map(HttpUrl::href)
                .orElse("");
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }
}
