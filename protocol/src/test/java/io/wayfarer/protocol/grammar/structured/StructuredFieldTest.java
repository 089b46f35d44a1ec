/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.fixture.HostileInput;
import io.wayfarer.protocol.header.HeaderList;

class StructuredFieldTest {

    private static final List<Function<String, Optional<?>>> KINDS =
            List.of(Item::parse, MemberList::parse, Dictionary::parse);

    @Test
    void thePriorityOfRfc9218IsADictionary() {
        Dictionary priority = Dictionary.parse("u=5, i").orElseThrow();
        assertThat(priority.member("u")).contains(Item.of(new BareItem.IntegerValue(5)));
        assertThat(priority.member("i")).contains(Item.of(BareItem.BooleanValue.TRUE));
        assertThat(priority.member("U")).isEmpty();
        assertThat(priority.with("u", Item.of(new BareItem.IntegerValue(0)))).hasToString("u=0, i");
    }

    @Test
    void anItemIsReadWithItsParametersInTheirOrder() {
        Item item = Item.parse("5; foo=bar;b; c=\"x\\\"y\"").orElseThrow();
        assertThat(item.value()).isEqualTo(new BareItem.IntegerValue(5));
        assertThat(item.parameters().value("foo")).contains(new BareItem.TokenValue("bar"));
        assertThat(item.parameters().value("c")).contains(new BareItem.StringValue("x\"y"));
        assertThat(item.parameters().values().keySet()).containsExactly("foo", "b", "c");
        assertThat(item.parameters().value("d")).isEmpty();
        assertThat(item).hasToString("5;foo=bar;b;c=\"x\\\"y\"");
    }

    @Test
    void aListHoldsInnerListsWithParametersOfTheirOwn() {
        MemberList list = MemberList.parse("(\"foo\"; a=1;b=2);lvl=5, (\"bar\" \"baz\");lvl=1")
                .orElseThrow();
        assertThat(list.members()).hasSize(2).first().isInstanceOfSatisfying(InnerList.class, first -> {
            assertThat(first.items()).hasSize(1);
            assertThat(first.items().get(0).parameters().values()).hasSize(2);
            assertThat(first.parameters().value("lvl")).contains(new BareItem.IntegerValue(5));
        });
    }

    @Test
    void theLinesOfAFieldAreOneList() {
        HeaderList head = HeaderList.of("example", "sugar, tea", "Example", "rum");
        assertThat(Optional.ofNullable(head.combined("example")).flatMap(MemberList::parse))
                .contains(MemberList.of(token("sugar"), token("tea"), token("rum")));
    }

    private static Item token(String text) {
        return Item.of(new BareItem.TokenValue(text));
    }

    @Test
    void everyTypeIsWrittenAsItIsRead() {
        Map<String, Member> members = new LinkedHashMap<>();
        members.put("integer", Item.of(new BareItem.IntegerValue(-42)));
        members.put("decimal", Item.of(new BareItem.DecimalValue(new BigDecimal("4.50"))));
        members.put("string", Item.of(new BareItem.StringValue("a \"b\" \\c")));
        members.put("token", token("text/html:*"));
        members.put("bytes", Item.of(ByteSequence.of((byte) 0, (byte) 255)));
        members.put(
                "yes", new Item(BareItem.BooleanValue.TRUE, Parameters.none().with("p", BareItem.BooleanValue.TRUE)));
        members.put("no", Item.of(new BareItem.BooleanValue(false)));
        members.put("date", Item.of(new BareItem.DateValue(Instant.parse("2023-08-24T06:40:42.999Z"))));
        members.put("display", Item.of(new BareItem.DisplayStringValue("100 % Füü \"😀\"")));
        members.put(
                "*inner",
                new InnerList(
                        List.of(token("a"), token("b")), Parameters.none().with("q", new BareItem.IntegerValue(1))));
        Dictionary dictionary = new Dictionary(members);
        assertThat(dictionary)
                .hasToString("integer=-42, decimal=4.5, string=\"a \\\"b\\\" \\\\c\", token=text/html:*, bytes=:AP8=:,"
                        + " yes;p, no=?0, date=@1692859242, display=%\"100 %25 F%c3%bc%c3%bc %22%f0%9f%98%80%22\","
                        + " *inner=(a b);q=1");
        assertThat(Dictionary.parse(dictionary.toString())).contains(dictionary);
    }

    @ParameterizedTest
    @CsvSource({"1.0005, 1.0", "1.0015, 1.002", "-1.0015, -1.002", "7, 7.0", "999999999999.9994, 999999999999.999"})
    void aDecimalIsRoundedToThreePlacesAndTheEvenNeighbour(BigDecimal number, String written) {
        assertThat(new BareItem.DecimalValue(number)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000", "999999999999.9996", "-1e12", "1e999999999", "-1E+2147483647"})
    void aDecimalBeyondTwelveDigitsIsRefused(BigDecimal number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BareItem.DecimalValue(number))
                .withMessageContaining("twelve digits");
    }

    @Test
    void whatNoFieldCanCarryIsRefusedFromTheProgram() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BareItem.IntegerValue(1_000_000_000_000_000L));
        assertThatIllegalArgumentException().isThrownBy(() -> new BareItem.StringValue("a\r\nb"));
        assertThatIllegalArgumentException().isThrownBy(() -> new BareItem.StringValue("é"));
        assertThatIllegalArgumentException().isThrownBy(() -> new BareItem.TokenValue("1a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new BareItem.TokenValue("é"));
        assertThatIllegalArgumentException().isThrownBy(() -> new BareItem.TokenValue(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new BareItem.DateValue(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> new BareItem.DisplayStringValue("\ud83d"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameters.none().with("Upper", BareItem.BooleanValue.TRUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dictionary(Map.of("", token("a"))));
    }

    @Test
    void valuesDoNotChangeWithWhatTheyWereMadeOf() {
        byte[] octets = {1, 2, 3};
        ByteSequence sequence = ByteSequence.of(octets);
        octets[0] = 9;
        sequence.octets()[1] = 9;
        assertThat(sequence)
                .isEqualTo(ByteSequence.of((byte) 1, (byte) 2, (byte) 3))
                .hasSameHashCodeAs(ByteSequence.of(sequence.octets()));
        Map<String, BareItem> values = new LinkedHashMap<>();
        Parameters parameters = new Parameters(values);
        values.put("a", sequence);
        assertThat(parameters).isEqualTo(Parameters.none());
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextIsReadOrRefusedButNeverThrows(String text) {
        survives(text);
    }

    static Stream<String> hostile() {
        return Stream.concat(
                HostileInput.texts(),
                Stream.of(
                        "(",
                        "(a",
                        "((a))",
                        "a;",
                        "a;A",
                        "a=",
                        "a=,b",
                        "%\"%c3\"",
                        "%\"%C3%BC\"",
                        "%a",
                        ":a:",
                        ":=:",
                        ":====:",
                        ":Zg=:",
                        ":Zg===:",
                        "@",
                        "@1.5",
                        "-",
                        "1.",
                        "--1",
                        "?2",
                        "\"\\",
                        "a, ",
                        "a,,b",
                        ",a"));
    }

    @Test
    void randomFieldsNeverThrow() {
        HostileInput.random(
                        9651, 100_000, 14, "a", "b1", "=", "1", "1.5", "-", ",", ", ", ";", "(", ")", " ", "\t", "\"",
                        "\\", "?1", ":", "YQ==", "@", "%\"", "%c3%bc", "*", "\0", "\u00ff")
                .forEach(StructuredFieldTest::survives);
    }

    /** What is read is read the same from its canonical form, which does not change any more. */
    private static void survives(String text) {
        for (Function<String, Optional<?>> kind : KINDS) {
            kind.apply(text).ifPresent(read -> {
                Optional<?> again = kind.apply(read.toString());
                assertThat(again.map(Object.class::cast)).contains(read);
                assertThat(again.orElseThrow()).hasToString(read.toString());
            });
        }
    }

    /** Memory is counted exactly, and what takes quadratic time by copying takes quadratic memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a,", "a;b;c,", "\"a\",", "1.5,", ":YQ==:,", "(a b),", "%\"%c3%bc\",", "@1,", "a=(b;c d);e=1,"})
    void aFieldOfManyMembersTakesMemoryLinearInItsLength(String member) {
        long some = allocated(member.repeat(2_000) + "a");
        long fourfold = allocated(member.repeat(8_000) + "a");
        assertThat(fourfold).isLessThan(6 * some);
    }

    private static long allocated(String field) {
        survives("a");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (Function<String, Optional<?>> kind : KINDS) {
            assertThat(kind.apply(field)).isNotNull();
        }
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
