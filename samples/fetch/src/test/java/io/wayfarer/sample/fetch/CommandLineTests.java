/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTests {

    @Test
    void shortOptionsMayBeJoined() throws Exception {
        CommandLine line = parse("-sSL", "http://a.example/");
        assertThat(Stream.of(Option.values()).filter(line::has))
                .containsExactlyInAnyOrder(Option.SILENT, Option.SHOW_ERROR, Option.LOCATION);
        assertThat(line.urls()).containsExactly("http://a.example/");
    }

    @ParameterizedTest
    @CsvSource({"-XPOST, REQUEST, POST", "-ofile, OUTPUT, file", "-d-x, DATA, -x", "-Hname: v, HEADER, name: v"})
    void theArgumentOfAShortOptionMayFollowAtOnce(String text, Option option, String argument) throws Exception {
        assertThat(parse(text).last(option)).contains(argument);
    }

    @Test
    void theLastOfJoinedOptionsTakesItsArgumentFromTheRestOrFromTheNext() throws Exception {
        assertThat(parse("-sofile").last(Option.OUTPUT)).contains("file");
        CommandLine line = parse("-so", "file", "url");
        assertThat(line.last(Option.OUTPUT)).contains("file");
        assertThat(line.has(Option.SILENT)).isTrue();
        assertThat(line.urls()).containsExactly("url");
    }

    @Test
    void anArgumentMayLookLikeAnOption() throws Exception {
        CommandLine line = parse("--data", "--head", "-A", "-v");
        assertThat(line.last(Option.DATA)).contains("--head");
        assertThat(line.last(Option.USER_AGENT)).contains("-v");
        assertThat(line.has(Option.HEAD)).isFalse();
        assertThat(line.has(Option.VERBOSE)).isFalse();
    }

    @Test
    void afterTwoDashesEverythingIsAUrl() throws Exception {
        CommandLine line = parse("-s", "--", "-v", "--head");
        assertThat(line.urls()).containsExactly("-v", "--head");
        assertThat(line.has(Option.SILENT)).isTrue();
        assertThat(line.has(Option.VERBOSE)).isFalse();
    }

    @Test
    void aUrlMayBeNamedAndOptionsMayFollowIt() throws Exception {
        CommandLine line = parse("one", "--url", "two", "-v", "three");
        assertThat(line.urls()).containsExactly("one", "two", "three");
        assertThat(line.has(Option.VERBOSE)).isTrue();
    }

    @Test
    void theLastArgumentCountsUnlessAllDo() throws Exception {
        CommandLine line = parse("-A", "one", "-A", "two", "-d", "a", "--data-raw", "b", "-d", "c");
        assertThat(line.last(Option.USER_AGENT)).contains("two");
        assertThat(line.all(Option.DATA)).containsExactly("a", "c");
        assertThat(line.all(PostData.OPTIONS))
                .extracting(CommandLine.Argument::text)
                .containsExactly("a", "b", "c");
    }

    @Test
    void anOptionCanBeTakenBack() throws Exception {
        assertThat(parse("-i", "--no-include").has(Option.INCLUDE)).isFalse();
        assertThat(parse("--no-include", "-i").has(Option.INCLUDE)).isTrue();
    }

    @Test
    void theLastOfTwoThatExcludeEachOtherCounts() throws Exception {
        Set<Option> versions = Set.of(Option.HTTP1_1, Option.HTTP2);
        assertThat(parse("--http1.1", "--http2").lastOf(versions)).contains(Option.HTTP2);
        assertThat(parse("--http2", "--http1.1").lastOf(versions)).contains(Option.HTTP1_1);
        assertThat(parse("-s").lastOf(versions)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--foo, option --foo: is unknown",
        "-Q, option -Q: is unknown",
        "-sQ, option -sQ: is unknown",
        "--no-foo, option --no-foo: is unknown",
        "--header, option --header: requires parameter",
        "-H, option -H: requires parameter",
        "-sH, option -sH: requires parameter",
        "--no-header, option --no-header: the given option cannot be reversed with a --no- prefix"
    })
    void whatIsWrongIsNamed(String text, String message) {
        FetchException failure = catchThrowableOfType(FetchException.class, () -> parse(text));
        assertThat(failure).hasMessage(message);
        assertThat(failure.code()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void everyOptionIsInTheHelp(Option option) {
        assertThat(Help.text()).contains(option.helpLine());
    }

    @Test
    void noTwoOptionsShareAName() {
        assertThat(Stream.of(Option.values()).map(Option::names)).doesNotHaveDuplicates();
        for (char letter = 'A'; letter <= 'z'; letter++) {
            String name = "-" + letter + ",";
            assertThat(Stream.of(Option.values())
                            .filter(option -> option.names().startsWith(name)))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static CommandLine parse(String... args) throws FetchException {
        return CommandLine.parse(List.of(args));
    }
}
