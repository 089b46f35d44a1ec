/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.wayfarer.client.error.HttpExchangeException;

class ErrorTableTest {

    private static final String LINE_START = "(?m)^";

    @Test
    void theTableHasEveryExceptionAndEachOfItsReasons() throws IOException {
        String chapter = Files.readString(Path.of("guide/errors.adoc"));

        assertThat(exceptions()).isNotEmpty().allSatisfy(exception -> {
            String row = rowOf(chapter, exception);
            List<String> reasons = reasons(exception);
            assertThat(reasons).as(exception.getSimpleName()).allMatch(row::contains);
            assertThat(row.split(LINE_START + "\\|`[A-Z_]+`$", -1))
                    .as("rows of reasons of " + exception.getSimpleName())
                    .hasSize(reasons.size() + 1);
        });
    }

    /** From the exception's name to the next exception's. */
    private static String rowOf(String chapter, Class<?> exception) {
        String[] parts = chapter.split(LINE_START + "(\\.\\d+\\+)?\\|`" + exception.getSimpleName() + "`", -1);
        assertThat(parts).as("rows of " + exception.getSimpleName()).hasSize(2);
        return parts[1].split(LINE_START + "(\\.\\d+\\+)?\\|`\\w+Exception`", 2)[0];
    }

    private static List<String> reasons(Class<?> exception) {
        List<String> reasons = new ArrayList<>();
        for (Class<?> nested : exception.getDeclaredClasses()) {
            if (nested.isEnum()) {
                Stream.of(nested.getEnumConstants())
                        .map(constant -> "|`" + constant + "`")
                        .forEach(reasons::add);
            }
        }
        return reasons;
    }

    private static List<Class<?>> exceptions() {
        return Arrays.asList(HttpExchangeException.class.getPermittedSubclasses());
    }
}
