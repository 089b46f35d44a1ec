/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site to fetch from and a folder to save to, new for each test. */
abstract class SiteCase {

    TestSite site;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        site = TestSite.start();
    }

    @AfterEach
    void close() {
        site.close();
    }
}
