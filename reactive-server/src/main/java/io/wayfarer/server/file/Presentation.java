/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

import io.wayfarer.protocol.grammar.HttpDate;

/**
 * What the header fields of an answer say about a file.
 *
 * @param mediaTypes by the extension of the name, in lower case and without its dot; the extension {@code *} is that of all
 * @param download whether the file is for saving, not for looking at
 */
record Presentation(String cacheControl, Map<String, MediaType> mediaTypes, boolean download) {

    static final Presentation PLAIN = new Presentation("no-cache", Map.of(), false);

    private static final String ALL = "*";

    Presentation {
        mediaTypes = Map.copyOf(mediaTypes);
    }

    Presentation cacheControl(String value) {
        return new Presentation(value, mediaTypes, download);
    }

    Presentation mediaType(String extension, MediaType type) {
        Map<String, MediaType> types = new HashMap<>(mediaTypes);
        types.put(extension.toLowerCase(Locale.ROOT), type);
        return new Presentation(cacheControl, types, download);
    }

    Presentation mediaType(MediaType type) {
        return mediaType(ALL, type);
    }

    Presentation forDownload() {
        return new Presentation(cacheControl, mediaTypes, true);
    }

    /** All but the length: fields of the whole file, or of what a 304 says about it. */
    HttpHeaders headers(String name, @Nullable Coding coding, Validators validators, boolean varies) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(mediaType(name));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (!cacheControl.isEmpty()) {
            headers.setCacheControl(cacheControl);
        }
        if (coding != null) {
            headers.set(HttpHeaders.CONTENT_ENCODING, coding.token());
        }
        if (varies) {
            headers.setVary(List.of(HttpHeaders.ACCEPT_ENCODING));
        }
        if (validators.tag() != null) {
            headers.setETag(validators.tag().formattedTag());
        }
        if (validators.lastModified() != null) {
            headers.set(HttpHeaders.LAST_MODIFIED, HttpDate.format(validators.lastModified()));
        }
        if (download) {
            headers.set(HttpHeaders.CONTENT_DISPOSITION, Attachment.of(name));
        }
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }

    private MediaType mediaType(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        MediaType chosen = mediaTypes.getOrDefault(extension, mediaTypes.get(ALL));
        return chosen != null ? chosen : FileTypes.of(name, extension);
    }
}
