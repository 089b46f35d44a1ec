/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.Locale;
import java.util.Set;

/**
 * Which names of files a request may use. What means something other than a name on any system is refused on every system, so
 * that a site is the same wherever it runs: folders above, separators, drives, streams and devices of Windows, characters that
 * no name should have, and what decoding left where octets were not UTF-8.
 */
final class FileName {

    private static final char NOT_UTF8 = '\uFFFD';
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "conin$", "conout$", "clock$");

    private FileName() {}

    static boolean isAllowed(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\\' || c == ':' || c == NOT_UTF8 || Character.isISOControl(c)) {
                return false;
            }
        }
        // Windows drops dots and spaces at the end, so "..", ". ." and "secret. " are among these.
        char last = name.charAt(name.length() - 1);
        return last != '.' && last != ' ' && !isDevice(name);
    }

    /** Whether the name is one that listings of folders leave out by custom. */
    static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    /** Windows takes {@code aux}, {@code AUX.txt} and {@code com1 .txt} for devices, in every folder. */
    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        if (DEVICES.contains(stem)) {
            return true;
        }
        return stem.length() == 4
                && (stem.startsWith("com") || stem.startsWith("lpt"))
                && "0123456789¹²³".indexOf(stem.charAt(3)) >= 0;
    }
}
