/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/**
 * What tells one version of a file from the next (RFC 9110 section 8.8).
 *
 * @param lastModified in whole seconds, as header fields have it
 */
record Validators(@Nullable ETag tag, @Nullable Instant lastModified) {

    static final Validators NONE = new Validators(null, null);

    /** File systems note times coarsely: of two changes within this time the second may leave the time as it was. */
    private static final Duration GRAIN = Duration.ofSeconds(2);

    /** Builds that can be repeated give all files one time, at or near the beginning of this calendar or of ZIP's. */
    private static final Instant FIRST_CREDIBLE = Instant.parse("1980-02-02T00:00:00Z");

    /** Whether a time says anything about when a file was changed. */
    static boolean isCredible(Instant time) {
        return !time.isBefore(FIRST_CREDIBLE);
    }

    /**
     * By time and length. The tag is weak (section 8.8.1) as long as the file is so young that it might change again without
     * any trace in either.
     */
    static Validators of(Instant changed, long length, String coding, Instant now) {
        String tag = Long.toHexString(changed.getEpochSecond())
                + '.'
                + Integer.toHexString(changed.getNano())
                + '-'
                + Long.toHexString(length)
                + suffix(coding);
        boolean young = changed.plus(GRAIN).isAfter(now);
        return new Validators(new ETag(tag, young), changed.truncatedTo(ChronoUnit.SECONDS));
    }

    /** By a digest of the content, where the time says nothing. */
    static Validators of(String digest, String coding) {
        return new Validators(new ETag(digest + suffix(coding), false), null);
    }

    /** Representations in different codings are different octets, and need different strong tags (section 8.8.3.3). */
    private static String suffix(String coding) {
        return coding.isEmpty() ? "" : '-' + coding;
    }

    /** Whether equal validators mean equal octets, so that parts of two answers fit together. */
    boolean strong() {
        return tag != null && !tag.weak();
    }
}
