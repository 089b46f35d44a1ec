/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import io.wayfarer.protocol.grammar.Authority;
import io.wayfarer.protocol.grammar.Challenge;
import io.wayfarer.protocol.grammar.Directives;
import io.wayfarer.protocol.grammar.FieldList;
import io.wayfarer.protocol.grammar.FormData;
import io.wayfarer.protocol.grammar.HttpDate;
import io.wayfarer.protocol.grammar.IpAddress;
import io.wayfarer.protocol.grammar.MediaType;
import io.wayfarer.protocol.grammar.PercentCoding;
import io.wayfarer.protocol.grammar.QuotedString;
import io.wayfarer.protocol.grammar.Tokens;
import io.wayfarer.protocol.grammar.UriReference;
import io.wayfarer.protocol.grammar.structured.Dictionary;
import io.wayfarer.protocol.grammar.structured.Item;
import io.wayfarer.protocol.grammar.structured.MemberList;

/** Any text is read or refused, and what was read survives being written and read again. */
final class GrammarTargets {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private GrammarTargets() {}

    static void authority(byte[] input) {
        Authority.parse(text(input))
                .ifPresent(authority ->
                        assertThat(Authority.parse(authority.toString())).contains(authority));
    }

    static void challenges(byte[] input) {
        Challenge.parse(field(input));
    }

    static void directives(byte[] input) {
        Directives.parse(field(input))
                .ifPresent(directives -> assertThat(directives.names())
                        .allSatisfy(name -> assertThat(Tokens.isToken(name)).isTrue()));
    }

    static void fieldList(byte[] input) {
        FieldList.elements(field(input))
                .ifPresent(elements -> assertThat(FieldList.elements(String.join(",", elements)))
                        .contains(elements));
        FieldList.tokens(field(input))
                .ifPresent(tokens ->
                        assertThat(FieldList.tokens(String.join(",", tokens))).contains(tokens));
    }

    static void formData(byte[] input) {
        FormData data = FormData.parse(text(input));
        assertThat(FormData.parse(data.encode())).isEqualTo(data);
    }

    static void httpDate(byte[] input) {
        HttpDate.parse(text(input), CLOCK)
                .ifPresent(date ->
                        assertThat(HttpDate.parse(HttpDate.format(date), CLOCK)).contains(date));
    }

    static void ipAddress(byte[] input) {
        IpAddress.parse(text(input)).ifPresent(address -> {
            assertThat(IpAddress.parse(address.toString())).contains(address);
            assertThat(IpAddress.parse(address.toUriHost())).contains(address);
        });
    }

    static void mediaType(byte[] input) {
        MediaType.parse(field(input)).ifPresent(type -> {
            assertThat(MediaType.parse(type.toString())).contains(type);
            type.charset();
        });
    }

    static void percentCoding(byte[] input) {
        String text = text(input);
        assertThat(PercentCoding.decodeComponent(PercentCoding.encodeComponent(text)))
                .contains(text);
        assertThat(PercentCoding.decodeForm(PercentCoding.encodeForm(text))).isEqualTo(text);
        assertThat(PercentCoding.decodeUri(PercentCoding.encodeUri(text))).isPresent();
        PercentCoding.decodeComponent(text);
        PercentCoding.decodeUri(text);
        PercentCoding.decodeForm(text);
    }

    static void quotedString(byte[] input) {
        String text = field(input);
        if (Tokens.isFieldValue(text)) {
            assertThat(QuotedString.unquote(QuotedString.quote(text))).contains(text);
        }
        QuotedString.unquote(text);
    }

    static void structuredField(byte[] input) {
        String text = field(input);
        Item.parse(text)
                .ifPresent(item -> assertThat(Item.parse(item.toString())).contains(item));
        MemberList.parse(text)
                .ifPresent(list -> assertThat(MemberList.parse(list.toString())).contains(list));
        Dictionary.parse(text)
                .ifPresent(members ->
                        assertThat(Dictionary.parse(members.toString())).contains(members));
    }

    static void uriReference(byte[] input) {
        String text = text(input);
        UriReference base = UriReference.parse("http://a/b/c/d;p?q").orElseThrow();
        UriReference.parse(text).ifPresent(reference -> {
            assertThat(reference).hasToString(text);
            UriReference resolved = base.resolve(reference);
            assertThat(UriReference.parse(resolved.toString())).isPresent();
        });
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static String field(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }
}
