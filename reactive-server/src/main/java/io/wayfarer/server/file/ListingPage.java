/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import org.springframework.web.util.HtmlUtils;

import io.wayfarer.protocol.grammar.PercentCoding;
import io.wayfarer.server.file.Listing.Item;
import io.wayfarer.server.file.ListingOrder.Column;
import io.wayfarer.server.page.Page;

/**
 * A listing for people: a table whose heads are links that sort it, without any script. Names are those of files, so anybody's:
 * in text they are escaped and kept from turning the direction of what is around them ({@code bdi}), in links they are
 * percent-encoded behind {@code ./}.
 */
final class ListingPage {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder body = new StringBuilder();

    private ListingPage() {}

    static Page of(String path, Listing listing, ListingOrder order, List<Item> items) {
        ListingPage page = new ListingPage();
        page.body.append("<h1>Index of <bdi>").append(escaped(path)).append("</bdi></h1>\n");
        page.way(listing.names());
        if (items.isEmpty()) {
            page.body.append("<p>This folder is empty.</p>\n");
        } else {
            page.table(order, items);
        }
        if (!listing.complete()) {
            page.body.append("<p role=\"note\">There is more in this folder than is shown.</p>\n");
        }
        return new Page("Index of " + path, page.body.toString());
    }

    /** The folders above, up to the root of what is served. */
    private void way(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        body.append("<nav aria-label=\"Folders above\"><ol>\n<li><a href=\"")
                .append("../".repeat(names.size()))
                .append("\">Top</a></li>\n");
        for (int i = 0; i < names.size() - 1; i++) {
            body.append("<li><a href=\"")
                    .append("../".repeat(names.size() - 1 - i))
                    .append("\"><bdi>")
                    .append(escaped(names.get(i)))
                    .append("</bdi></a></li>\n");
        }
        body.append("<li aria-current=\"page\"><bdi>")
                .append(escaped(names.get(names.size() - 1)))
                .append("</bdi></li>\n</ol></nav>\n");
    }

    private void table(ListingOrder order, List<Item> items) {
        long folders = items.stream().filter(Item::folder).count();
        body.append("<table>\n<caption>")
                .append(counted(folders, "folder"))
                .append(", ")
                .append(counted(items.size() - folders, "file"))
                .append("</caption>\n<thead><tr>");
        for (Column column : Column.values()) {
            head(order, column);
        }
        body.append("</tr></thead>\n<tbody>\n");
        items.forEach(this::row);
        body.append("</tbody>\n</table>\n");
    }

    private void head(ListingOrder order, Column column) {
        body.append("<th scope=\"col\"");
        if (order.column() == column) {
            body.append(" aria-sort=\"")
                    .append(order.descending() ? "descending" : "ascending")
                    .append('"');
        }
        body.append("><a href=\"")
                .append(escaped(order.queryOf(column)))
                .append("\">")
                .append(column.title())
                .append("</a></th>");
    }

    private void row(Item item) {
        body.append("<tr><th scope=\"row\"><a href=\"")
                .append(escaped(link(item)))
                .append("\"><bdi>")
                .append(escaped(item.name()))
                .append("</bdi>")
                .append(item.folder() ? "/" : "")
                .append("</a></th><td>")
                .append(item.folder() ? "folder" : Octets.text(item.length()))
                .append("</td><td><time datetime=\"")
                .append(item.changed().truncatedTo(ChronoUnit.SECONDS))
                .append("\">")
                .append(MINUTES.format(item.changed()))
                .append(" UTC</time></td></tr>\n");
    }

    /** Relative to the folder. */
    static String link(Item item) {
        return "./" + PercentCoding.encodeComponent(item.name()) + (item.folder() ? "/" : "");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
