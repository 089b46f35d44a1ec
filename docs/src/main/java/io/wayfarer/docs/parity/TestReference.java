/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a test method anywhere in the build: {@code reactive-client:io.wayfarer.client.FooTest#aSentence}.
 *
 * @param module the module's folder below the root, such as {@code samples/fetch}
 * @param type the class, nested classes after a {@code $}
 * @param method the method's name
 */
public record TestReference(String module, String type, String method) {

    private static final Pattern FORM =
            Pattern.compile("(?<module>[a-z/-]+):(?<type>[\\w.]+(?:\\$\\w+)*)#(?<method>\\w+)");

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static TestReference parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" (expected: module:fully.qualified.Test#method, nested classes after a $)");
        }
        return new TestReference(form.group("module"), form.group("type"), form.group("method"));
    }

    /** Where the class is written, relative to the root of the checkout. */
    public Path source() {
        int nested = type.indexOf('$');
        String outermost = nested < 0 ? type : type.substring(0, nested);
        return Path.of(module, "src/test/java", outermost.replace('.', '/') + ".java");
    }

    /** The source file below a root, if the class is there. */
    Optional<Path> sourceIn(Path root) {
        return Optional.of(root.resolve(source())).filter(Files::isRegularFile);
    }
}
