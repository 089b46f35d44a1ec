/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie.psl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The <a href="https://publicsuffix.org/list/">Public Suffix List</a>: domains such as {@code co.uk} under which anybody
 * may register a name, so that no cookie may span them. Both its sections, ICANN and private, count.
 *
 * <p>Hosts may be in any case, with international labels as they read or as {@code xn--} labels; one trailing dot is
 * passed over. A host under no rule falls under the default rule, by which its last label is the suffix. An IP address
 * has neither suffix nor registrable domain. Immutable and thread-safe.
 */
public final class PublicSuffixList {

    private final SuffixTrie trie;
    private final int size;

    private PublicSuffixList(SuffixTrie trie, int size) {
        this.trie = trie;
        this.size = size;
    }

    /** The list that comes with the library. The first call reads it, which takes some ten milliseconds. */
    public static PublicSuffixList bundled() {
        return Bundled.LIST;
    }

    /**
     * Reads a list in the format of publicsuffix.org.
     *
     * @throws IOException when the file cannot be read, or holds no rule
     */
    public static PublicSuffixList read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            PublicSuffixList list = read(reader);
            if (list.size == 0) {
                throw new IOException(file + " holds no rule of a public suffix list");
            }
            return list;
        }
    }

    /** Reads a list in the format of publicsuffix.org. Closing the reader is the caller's. */
    public static PublicSuffixList read(Reader reader) throws IOException {
        SuffixTrie trie = new SuffixTrie();
        BufferedReader lines = new BufferedReader(reader);
        int size = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String rule = rule(line);
            if (!rule.isEmpty() && !rule.startsWith("//")) {
                trie.add(rule.toLowerCase(Locale.ROOT));
                size++;
            }
        }
        trie.trim();
        return new PublicSuffixList(trie, size);
    }

    /** A rule ends at the first white space. */
    private static String rule(String line) {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return line.substring(0, end);
    }

    /** How many rules there are. */
    public int size() {
        return size;
    }

    /** Whether the host is a public suffix itself: {@code co.uk} is, {@code example.co.uk} is not. */
    public boolean isPublicSuffix(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int end = end(name);
        return end > 0 && trie.suffixStart(name, end) == 0;
    }

    /** The public suffix of a host: {@code co.uk} for {@code www.example.co.uk}. Empty for an IP address. */
    public Optional<String> publicSuffix(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int end = end(name);
        return end <= 0 ? Optional.empty() : Optional.of(name.substring(trie.suffixStart(name, end), end));
    }

    /**
     * The public suffix and one label more, which is what one can register: {@code example.co.uk} for
     * {@code www.example.co.uk}. Empty for a public suffix and for an IP address.
     */
    public Optional<String> registrableDomain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int end = end(name);
        int suffix = end <= 0 ? 0 : trie.suffixStart(name, end);
        if (suffix < 2) {
            return Optional.empty();
        }
        return Optional.of(name.substring(name.lastIndexOf('.', suffix - 2) + 1, end));
    }

    /** Where the name ends, without a trailing dot; 0 when it is no domain name. */
    private static int end(String name) {
        int end = name.endsWith(".") ? name.length() - 1 : name.length();
        if (end == 0 || name.charAt(0) == '.' || name.charAt(end - 1) == '.' || name.charAt(end - 1) == ']') {
            return 0;
        }
        for (int i = end - 1; i >= 0 && name.charAt(i) != '.'; i--) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return end;
            }
        }
        return 0; // A last label of digits alone: an IPv4 address.
    }

    /** Read when first asked for. */
    private static final class Bundled {

        static final PublicSuffixList LIST = load();

        private static PublicSuffixList load() {
            try (InputStream in = PublicSuffixList.class.getResourceAsStream("public_suffix_list.dat")) {
                if (in == null) {
                    throw new IllegalStateException("public_suffix_list.dat is not beside " + PublicSuffixList.class);
                }
                return read(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("public_suffix_list.dat cannot be read", e);
            }
        }
    }
}
