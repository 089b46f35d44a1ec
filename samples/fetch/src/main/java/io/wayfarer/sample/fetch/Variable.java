/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HopTimes;

/** What {@code --write-out} can tell, under curl's names and in curl's forms. */
final class Variable {

    /**
     * What a variable says of a transfer.
     *
     * @param plain as it is printed
     * @param json as it stands in {@code %{json}}
     */
    private record Value(String plain, String json) {}

    private static final Map<String, Function<TransferReport, Value>> ALL = new TreeMap<>(Map.ofEntries(
            text("content_type", report -> header(report, HttpHeaders.CONTENT_TYPE)),
            text("errormsg", report -> report.failure().map(FetchException::what)),
            number(
                    "exitcode",
                    report -> report.failure()
                            .map(FetchException::code)
                            .orElse(ExitCode.OK)
                            .number()),
            text("filename_effective", report -> Optional.of(report.fileName()).filter(name -> !name.isEmpty())),
            text("ftp_entry_path", report -> Optional.empty()),
            status("http_code", report -> Facts.status(report)),
            status("http_connect", report -> Facts.connectStatus(report)),
            text("http_version", report -> Optional.of(Facts.httpVersion(report))),
            text("local_ip", report -> Optional.of(Facts.ip(Facts.own(report)))),
            number(
                    "local_port",
                    report -> Facts.own(report).map(InetSocketAddress::getPort).orElse(0)),
            text(
                    "method",
                    report -> report.lastRequest()
                            .map(request -> request.hop().method().name())),
            number("num_certs", report -> Facts.certificates(report)),
            number("num_connects", report -> times(report, HopTimes::connected).count()),
            number(
                    "num_headers",
                    report -> report.lastAnswer()
                            .map(answer -> HeaderLog.head(answer.response()).size() - 2)
                            .orElse(0)),
            number("num_redirects", report -> Math.max(0, report.answers().size() - 1)),
            text("redirect_url", report -> Facts.redirectUrl(report)),
            text(
                    "referer",
                    report -> report.lastRequest()
                            .map(request -> request.headers().getFirst(HttpHeaders.REFERER))),
            text("remote_ip", report -> Optional.of(Facts.ip(Facts.peer(report)))),
            number(
                    "remote_port",
                    report -> Facts.peer(report).map(InetSocketAddress::getPort).orElse(0)),
            status("response_code", report -> Facts.status(report)),
            text(
                    "scheme",
                    report -> report.lastAnswer()
                            .map(answer -> answer.request().hop().url().scheme().toUpperCase(Locale.ROOT))),
            number("size_download", TransferReport::bodyBytes),
            number(
                    "size_header",
                    report -> report.answers().stream()
                            .mapToLong(TransferReport.Answer::headBytes)
                            .sum()),
            number("size_request", TransferReport::requestBytes),
            number("size_upload", report -> Facts.uploaded(report)),
            number("speed_download", report -> report.perSecond(report.bodyBytes())),
            number("speed_upload", report -> report.perSecond(Facts.uploaded(report))),
            number("ssl_verify_result", report -> Facts.verifyResult(report)),
            seconds("time_appconnect", report -> sum(report, HopTimes::secured)),
            seconds("time_connect", report -> sum(report, HopTimes::connected)),
            seconds("time_namelookup", report -> sum(report, HopTimes::resolved)),
            seconds("time_pretransfer", report -> sum(report, HopTimes::sent)),
            seconds("time_redirect", TransferReport::redirectSeconds),
            seconds("time_starttransfer", report -> sum(report, HopTimes::answered)),
            seconds("time_total", TransferReport::seconds),
            text("url", report -> Optional.of(report.typedUrl())),
            text("url_effective", report -> Optional.of(report.effectiveUrl())),
            number("urlnum", TransferReport::number)));

    private Variable() {}

    private static Map.Entry<String, Function<TransferReport, Value>> text(
            String name, Function<TransferReport, Optional<String>> text) {
        return Map.entry(name, report -> {
            Optional<String> given = text.apply(report);
            return new Value(given.orElse(""), Json.text(given));
        });
    }

    private static Map.Entry<String, Function<TransferReport, Value>> number(
            String name, ToLongFunction<TransferReport> number) {
        return Map.entry(name, report -> {
            String digits = Long.toString(number.applyAsLong(report));
            return new Value(digits, digits);
        });
    }

    private static Map.Entry<String, Function<TransferReport, Value>> status(
            String name, ToLongFunction<TransferReport> status) {
        return Map.entry(name, report -> {
            long code = status.applyAsLong(report);
            return new Value(String.format(Locale.ROOT, "%03d", code), Long.toString(code));
        });
    }

    private static Map.Entry<String, Function<TransferReport, Value>> seconds(
            String name, ToDoubleFunction<TransferReport> seconds) {
        return Map.entry(name, report -> {
            String digits = String.format(Locale.ROOT, "%.6f", seconds.applyAsDouble(report));
            return new Value(digits, digits);
        });
    }

    /** Empty when there is no variable of that name. */
    static Optional<String> value(String name, TransferReport report) {
        String known = name.toLowerCase(Locale.ROOT);
        return switch (known) {
            case "json" -> Optional.of(json(report));
            case "header_json" -> Optional.of(headerJson(report));
            default ->
                Optional.ofNullable(ALL.get(known))
                        .map(value -> value.apply(report).plain());
        };
    }

    /** All names, for the help. */
    static String names() {
        return "  "
                + Stream.concat(ALL.keySet().stream(), Stream.of("header_json", "json"))
                        .sorted()
                        .collect(Collectors.joining(" "))
                + "\n  onerror stderr stdout: what follows is for failures, for stderr, for stdout";
    }

    /** All but the fields, and who tells it behind them. */
    private static String json(TransferReport report) {
        return Stream.concat(
                        ALL.entrySet().stream()
                                .map(variable -> Json.text(variable.getKey()) + ":"
                                        + variable.getValue().apply(report).json()),
                        Stream.of("\"fetch_version\":" + Json.text(Help.versionNumber())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A field of the last answer; empty when it has none. */
    static String field(TransferReport report, String name) {
        return header(report, name).orElse("");
    }

    private static Optional<String> header(TransferReport report, String name) {
        return report.lastAnswer().map(answer -> answer.response().headers().getFirst(name));
    }

    /** The fields of the last answer, names in lower case, each with the list of its values. */
    private static String headerJson(TransferReport report) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        report.lastAnswer()
                .ifPresent(answer -> answer.response()
                        .headers()
                        .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), values)));
        return Json.lists(fields);
    }

    /** Of each hop that has it. */
    private static Stream<Duration> times(TransferReport report, Function<HopTimes, @Nullable Duration> time) {
        return report.answers().stream()
                .flatMap(answer -> Stream.ofNullable(answer.response().times()))
                .flatMap(times -> Stream.ofNullable(time.apply(times)));
    }

    /** As curl adds them up: each hop's since its beginning. */
    private static double sum(TransferReport report, Function<HopTimes, @Nullable Duration> time) {
        return times(report, time).mapToLong(Duration::toNanos).sum() / 1e9;
    }
}
