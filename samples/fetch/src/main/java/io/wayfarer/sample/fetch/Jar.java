/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.wayfarer.client.cookie.CookieContext;
import io.wayfarer.client.cookie.CookieStore;
import io.wayfarer.client.cookie.InMemoryCookieStore;
import io.wayfarer.client.cookie.NetscapeCookieFile;

/** The cookie jar of a run: there is one when {@code -b} names a file or {@code -c} is given. */
final class Jar {

    /** A line of a file of header fields, such as {@code -D} writes. */
    private static final Pattern FIELD = Pattern.compile("(?im)^Set-Cookie:(.*)$");

    private final CookieStore store = new InMemoryCookieStore();
    private final List<String> urls;
    private final Optional<String> target;
    private final boolean sessionCookies;

    private Jar(List<String> urls, Optional<String> target, boolean sessionCookies) {
        this.urls = urls;
        this.target = target;
        this.sessionCookies = sessionCookies;
    }

    /**
     * Empty when no option asks for a jar. A file that cannot be read holds no cookies, as for curl. A file may hold fields as
     * well, which count as if the servers of the command line had sent them with their first page.
     */
    static Optional<Jar> of(CommandLine line, Inputs inputs, Consumer<String> warnings) throws FetchException {
        List<String> sources = line.all(Option.COOKIE).stream()
                .filter(text -> !text.contains("="))
                .toList();
        Optional<String> target = line.last(Option.COOKIE_JAR);
        if (sources.isEmpty() && target.isEmpty()) {
            return Optional.empty();
        }
        Jar jar = new Jar(line.urls(), target, !line.has(Option.JUNK_SESSION_COOKIES));
        for (String source : sources) {
            jar.load(source, inputs, warnings);
        }
        return Optional.of(jar);
    }

    private void load(String source, Inputs inputs, Consumer<String> warnings) throws FetchException {
        if (source.isEmpty()) {
            return;
        }
        try {
            String text = new String(inputs.read(source), StandardCharsets.ISO_8859_1);
            NetscapeCookieFile.Contents contents =
                    NetscapeCookieFile.read(new StringReader(FIELD.matcher(text).replaceAll("")));
            contents.addTo(store);
            List<String> fields =
                    FIELD.matcher(text).results().map(line -> line.group(1)).toList();
            for (String url : fields.isEmpty() ? List.<String>of() : urls) {
                UrlArgument.parse(url, "").resolve("/").ifPresent(root -> store.store(CookieContext.of(root), fields));
            }
            if (!sessionCookies) {
                store.endSession();
            }
            if (contents.badLines() > 0) {
                warnings.accept(contents.badLines() + " lines of " + source + " hold no cookie.");
            }
        } catch (IOException e) {
            warnings.accept("Couldn't read cookies from \"" + source + "\", so there are none.");
        }
    }

    CookieStore store() {
        return store;
    }

    /** Writes the jar where {@code -c} wants it; that it cannot be written is a warning, as for curl. */
    void save(Output standardOutput, Consumer<String> warnings) throws Output.WriteException {
        if (target.isEmpty()) {
            return;
        }
        try {
            if (target.get().equals("-")) {
                Writer writer = new OutputStreamWriter(standardOutput, StandardCharsets.ISO_8859_1);
                NetscapeCookieFile.write(writer, store.snapshot());
                writer.flush();
            } else {
                NetscapeCookieFile.write(Inputs.path(target.get()), store);
            }
        } catch (Output.WriteException e) {
            throw e;
        } catch (IOException e) {
            warnings.accept("Failed to save cookies in " + target.get() + ": " + e.getMessage());
        }
    }
}
