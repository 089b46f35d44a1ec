/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.file;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

import io.wayfarer.server.file.FileHandler;

/**
 * A folder that is served.
 *
 * @param location Where it is: a path of the file system, or classpath:/static/ and its like.
 * @param path Pattern of its route, with two stars at its end.
 * @param index Files that stand for the folder they are in, first choice first.
 * @param listing Whether folders without an index are listed.
 * @param listingEntries Most entries of a listing.
 * @param hidden Whether files whose name begins with a dot are shown.
 * @param linksAnywhere Whether symbolic links out of the folder are followed.
 * @param download Whether browsers save the files in place of showing them.
 * @param cacheFor How long caches may answer without asking; without it they ask each time.
 * @param mediaTypes Types of files by the extension of their name.
 * @param maxRanges Most ranges of one request.
 * @param memory Most memory for small files.
 */
record FolderProperties(
        @Nullable String location,
        @Nullable String path,
        @DefaultValue List<String> index,
        @DefaultValue("false") boolean listing,
        @DefaultValue("1000") int listingEntries,
        @DefaultValue("false") boolean hidden,
        @DefaultValue("false") boolean linksAnywhere,
        @DefaultValue("false") boolean download,
        @Nullable Duration cacheFor,
        @DefaultValue Map<String, MediaType> mediaTypes,
        @DefaultValue("16") int maxRanges,
        @DefaultValue("8MB") DataSize memory) {

    /** Where the route of a folder with this name is. */
    String pattern(String name) {
        String pattern = path == null ? "/" + name + "/**" : path;
        if (!pattern.startsWith("/") || !pattern.endsWith("/**")) {
            throw new IllegalArgumentException("path: " + pattern + " (expected: a pattern such as /static/**)");
        }
        return pattern;
    }

    /** What answers there. */
    FileHandler handler() {
        if (location == null || location.isBlank()) {
            throw new IllegalArgumentException("location: missing (expected: a folder)");
        }
        FileHandler handler = FileHandler.directory(location)
                .index(index.toArray(String[]::new))
                .maxRanges(maxRanges)
                .memory(memory);
        handler = listing ? handler.listing(listingEntries) : handler;
        handler = hidden ? handler.hidden() : handler;
        handler = linksAnywhere ? handler.linksAnywhere() : handler;
        handler = download ? handler.download() : handler;
        handler = cacheFor == null ? handler : handler.cacheControl(CacheControl.maxAge(cacheFor));
        for (Map.Entry<String, MediaType> type : mediaTypes.entrySet()) {
            handler = handler.mediaType(type.getKey(), type.getValue());
        }
        return handler;
    }
}
