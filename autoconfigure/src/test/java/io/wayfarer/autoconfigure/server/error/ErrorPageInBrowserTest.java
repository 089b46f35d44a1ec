/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.wayfarer.fixture.Browser;
import io.wayfarer.fixture.Browser.Scheme;

/** An error as a browser shows it. */
class ErrorPageInBrowserTest {

    @TempDir
    Path folder;

    @Test
    void aBrowserShowsThePageInItsStyleAndReadersFindTheirWay() {
        try (ErroneousApplication application = ErroneousApplication.with("spring.web.error.include-message=always")) {
            Browser browser = new Browser(folder.resolve("profile"));
            assertThat(browser.document(application.uri("/locked")))
                    .contains("<html lang=\"en\">", "<title>423 Locked</title>", "&lt;b&gt;short&lt;/b&gt; and stout")
                    .containsOnlyOnce("<main>")
                    .containsOnlyOnce("<h1>")
                    .doesNotContain("<b>");
            BufferedImage dark = browser.picture(application.uri("/absent"), Scheme.DARK, folder.resolve("dark.png"));
            assertThat(dark.getRGB(2, 590) & 0xFFFFFF).isEqualTo(0x121317);
        }
    }
}
