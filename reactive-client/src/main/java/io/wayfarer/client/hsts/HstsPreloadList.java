/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hsts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

import io.wayfarer.protocol.grammar.IpAddress;

/**
 * Hosts known from the start (RFC 6797 section 12.3), which never expire and which no answer removes. Immutable; a hundred
 * thousand hosts take three megabytes, because all names lie in one array.
 */
public final class HstsPreloadList {

    private static final int INCLUDES_SUB_DOMAINS = 0x8000_0000;
    private static final int SMALLEST = 16;

    /** Each name behind its length, one byte. */
    private final byte[] names;

    /**
     * An open hash table: where a name begins plus one, 0 for nothing, with the flag as its topmost bit; above that the hash
     * of the name, so that the names, which lie far apart, are looked at only for a host that is very likely there.
     */
    private final long[] slots;

    private final int size;

    private HstsPreloadList(Builder builder) {
        this.names = Arrays.copyOf(builder.names, builder.length);
        this.size = builder.size;
        this.slots = new long[Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, size)) * 4)];
        for (int i = 0; i < size; i++) {
            int start = builder.starts[i] & ~INCLUDES_SUB_DOMAINS;
            String name = new String(names, start + 1, names[start] & 0xff, StandardCharsets.US_ASCII);
            int hash = hash(name);
            int slot = slot(hash);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = ((long) hash << 32) | ((builder.starts[i] + 1) & 0xffff_ffffL);
        }
    }

    /** The list that comes with this library: that of Chromium. Read at the first call, which takes a moment and may block. */
    public static HstsPreloadList bundled() {
        return Bundled.LIST;
    }

    /**
     * Reads a list of lines with a host in lower-case ASCII, a tab or spaces, and 1 if its subdomains are meant too, else 0.
     * Empty lines, those with a number sign in front and IP addresses count for nothing.
     *
     * @throws IOException when it cannot be read, or a line is none of these
     */
    public static HstsPreloadList read(Reader reader) throws IOException {
        BufferedReader lines = new BufferedReader(reader);
        Builder builder = new Builder();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#") && !builder.add(line)) {
                throw new IOException("line " + number + " of the HSTS preload list is no host with a flag 0 or 1");
            }
        }
        return new HstsPreloadList(builder);
    }

    /** How many hosts it names. */
    public int size() {
        return size;
    }

    /** True when the host is named, or a domain above it with its subdomains. */
    public boolean covers(String host) {
        int length = HstsHost.length(host);
        int hash = 0;
        for (int i = length - 1; i >= 0; i--) {
            char c = host.charAt(i);
            if (c == '.' && find(hash, host, i + 1, length) < 0) {
                return true;
            }
            hash = hash * 31 + c;
        }
        return find(hash, host, 0, length) != 0;
    }

    /** The store, with the hosts of this list known besides; what is put, learnt and removed is the store's affair. */
    public HstsStore behind(HstsStore store) {
        return new PreloadedHstsStore(store, this);
    }

    /** The slot's content for this part of the text; 0 when there is none. */
    private int find(int hash, String text, int from, int to) {
        int slot = slot(hash);
        for (long found = slots[slot]; found != 0; found = slots[slot]) {
            if ((int) (found >>> 32) == hash && matches(((int) found & ~INCLUDES_SUB_DOMAINS) - 1, text, from, to)) {
                return (int) found;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return 0;
    }

    private boolean matches(int start, String text, int from, int to) {
        if ((names[start] & 0xff) != to - from) {
            return false;
        }
        for (int i = from, at = start + 1; i < to; i++, at++) {
            if (names[at] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int slot(int hash) {
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ (mixed >>> 16)) & (slots.length - 1);
    }

    private static int hash(String name) {
        int hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = hash * 31 + name.charAt(i);
        }
        return hash;
    }

    private static final class Builder {

        private byte[] names = new byte[1 << 16];
        private int[] starts = new int[1 << 12];
        private int length;
        private int size;

        boolean add(String line) {
            String text = line.strip();
            int end = text.length() - 1;
            int hostEnd = end;
            while (hostEnd > 0 && (text.charAt(hostEnd - 1) == '\t' || text.charAt(hostEnd - 1) == ' ')) {
                hostEnd--;
            }
            String host = text.substring(0, Math.max(0, hostEnd));
            boolean flag = end > 0 && (text.charAt(end) == '0' || text.charAt(end) == '1');
            if (!flag || hostEnd == end) {
                return false;
            }
            if (!HstsHost.eligible(host)) {
                return IpAddress.parse(host).isPresent();
            }
            if (length + 1 + host.length() > names.length) {
                names = Arrays.copyOf(names, names.length * 2);
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
            }
            starts[size++] = text.charAt(end) == '1' ? length | INCLUDES_SUB_DOMAINS : length;
            names[length++] = (byte) host.length();
            for (int i = 0; i < host.length(); i++) {
                names[length++] = (byte) host.charAt(i);
            }
            return true;
        }
    }

    private static final class Bundled {

        static final HstsPreloadList LIST = load();

        private static HstsPreloadList load() {
            try (InputStream resource =
                            Objects.requireNonNull(HstsPreloadList.class.getResourceAsStream("preload.txt.gz"));
                    Reader reader =
                            new InputStreamReader(new GZIPInputStream(resource, 1 << 13), StandardCharsets.US_ASCII)) {
                return read(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("The HSTS preload list cannot be read from the class path", e);
            }
        }
    }
}
