/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.List;
import java.util.stream.Collectors;

import io.wayfarer.server.file.Listing.Item;

/** A listing for programs. Written by hand, as files are served without any JSON library too. */
final class ListingJson {

    private ListingJson() {}

    static String of(String path, Listing listing, List<Item> items) {
        return "{\"path\":" + string(path) + ",\"complete\":" + listing.complete() + ",\"entries\":["
                + items.stream().map(ListingJson::entry).collect(Collectors.joining(",")) + "]}";
    }

    private static String entry(Item item) {
        return "{\"name\":" + string(item.name()) + ",\"type\":" + (item.folder() ? "\"folder\"" : "\"file\"")
                + (item.folder() ? "" : ",\"size\":" + item.length()) + ",\"changed\":\"" + item.changed()
                + "\",\"href\":" + string(ListingPage.link(item)) + '}';
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7F || c == '<' || c == '&') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
