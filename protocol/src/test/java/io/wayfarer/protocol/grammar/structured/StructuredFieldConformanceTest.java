/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wayfarer.fixture.Json;

/** The cases of httpwg/structured-field-tests, every one of them, in both directions. */
class StructuredFieldConformanceTest {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    @ParameterizedTest
    @CsvSource({
        "binary, 15",
        "boolean, 12",
        "date, 17",
        "dictionary, 26",
        "display-string, 22",
        "examples, 21",
        "item, 5",
        "key-generated, 640",
        "large-generated, 11",
        "list, 11",
        "listlist, 12",
        "number-generated, 193",
        "number, 37",
        "param-dict, 14",
        "param-list, 20",
        "param-listlist, 3",
        "string-generated, 256",
        "string, 14",
        "token-generated, 256",
        "token, 6"
    })
    void everyFieldIsReadAndWrittenAgainOrRefused(String file, int cases) {
        List<Map<String, Object>> all = cases(file);
        assertThat(all).hasSize(cases);
        for (Map<String, Object> one : all) {
            String raw = String.join(", ", strings(one, "raw"));
            Optional<?> read = parse(one, raw);
            if (one.get("must_fail") == Boolean.TRUE) {
                assertThat(read).as("%s", one.get("name")).isEmpty();
            } else if (read.isPresent() || one.get("can_fail") != Boolean.TRUE) {
                assertThat(read.map(Object.class::cast))
                        .as("%s", one.get("name"))
                        .contains(expected(one));
                assertThat(read.orElseThrow())
                        .as("%s", one.get("name"))
                        .hasToString(one.containsKey("canonical") ? String.join(", ", strings(one, "canonical")) : raw);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"key-generated, 378", "number, 9", "string-generated, 33", "token-generated, 124"})
    void everyValueIsWrittenOrCannotBeBuilt(String file, int cases) {
        List<Map<String, Object>> all = cases("serialisation/" + file);
        assertThat(all).hasSize(cases);
        for (Map<String, Object> one : all) {
            if (one.get("must_fail") == Boolean.TRUE) {
                assertThatIllegalArgumentException()
                        .as("%s", one.get("name"))
                        .isThrownBy(() -> assertThat(expected(one)).isNotNull());
            } else {
                assertThat(expected(one))
                        .as("%s", one.get("name"))
                        .hasToString(String.join(", ", strings(one, "canonical")));
            }
        }
    }

    private static Optional<?> parse(Map<String, Object> one, String raw) {
        return switch ((String) Objects.requireNonNull(one.get("header_type"))) {
            case "item" -> Item.parse(raw);
            case "list" -> MemberList.parse(raw);
            default -> Dictionary.parse(raw);
        };
    }

    private static Object expected(Map<String, Object> one) {
        List<?> expected = list(one.get("expected"));
        return switch ((String) Objects.requireNonNull(one.get("header_type"))) {
            case "item" -> member(expected);
            case "list" ->
                new MemberList(expected.stream()
                        .map(StructuredFieldConformanceTest::member)
                        .toList());
            default -> {
                Map<String, Member> members = new LinkedHashMap<>();
                expected.forEach(pair -> members.put(
                        (String) list(pair).get(0), member(list(pair).get(1))));
                yield new Dictionary(members);
            }
        };
    }

    private static Member member(@Nullable Object pair) {
        Map<String, BareItem> values = new LinkedHashMap<>();
        list(list(pair).get(1))
                .forEach(value -> values.put(
                        (String) list(value).get(0), bareItem(list(value).get(1))));
        Parameters parameters = new Parameters(values);
        return list(pair).get(0) instanceof List<?> items
                ? new InnerList(items.stream().map(item -> (Item) member(item)).toList(), parameters)
                : new Item(bareItem(list(pair).get(0)), parameters);
    }

    private static BareItem bareItem(Object value) {
        if (value instanceof Long number) {
            return new BareItem.IntegerValue(number);
        }
        if (value instanceof Double number) {
            return new BareItem.DecimalValue(BigDecimal.valueOf(number));
        }
        if (value instanceof Boolean truth) {
            return new BareItem.BooleanValue(truth);
        }
        if (value instanceof String text) {
            return new BareItem.StringValue(text);
        }
        Map<?, ?> typed = (Map<?, ?>) value;
        Object content = Objects.requireNonNull(typed.get("value"));
        return switch ((String) Objects.requireNonNull(typed.get("__type"))) {
            case "token" -> new BareItem.TokenValue((String) content);
            case "binary" -> ByteSequence.of(base32((String) content));
            case "date" -> new BareItem.DateValue(Instant.ofEpochSecond((Long) content));
            default -> new BareItem.DisplayStringValue((String) content);
        };
    }

    private static byte[] base32(String digits) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int bits = 0;
        int count = 0;
        for (int i = 0; i < digits.length() && digits.charAt(i) != '='; i++) {
            bits = (bits << 5 | BASE32.indexOf(digits.charAt(i))) & 0xfff;
            count += 5;
            if (count >= 8) {
                count -= 8;
                octets.write(bits >> count);
            }
        }
        return octets.toByteArray();
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Map<String, Object> one, String name) {
        return (List<String>) Objects.requireNonNull(one.get(name));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> cases(String file) {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(Json.resource("/conformance/structured-fields/" + file + ".json"));
    }
}
