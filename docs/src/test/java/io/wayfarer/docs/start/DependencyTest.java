/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The dependency the guide tells its readers to add is the one this build makes. */
class DependencyTest {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private static final String DEPENDENCY = "/project/dependencies/dependency[1]/";
    private static final String TEST_DEPENDENCY = "/project/dependencies/dependency[2]/";

    @Test
    void theGuideNamesTheStartersOfThisBuild() throws Exception {
        Document shown = parse("src/test/resources/getting-started/pom.xml");

        assertNames(shown, DEPENDENCY, parse("../starter/wayfarer-spring-boot-starter/pom.xml"));
        assertNames(shown, TEST_DEPENDENCY, parse("../starter/wayfarer-spring-boot-starter-test/pom.xml"));
    }

    private static void assertNames(Document shown, String dependency, Document built) throws Exception {
        assertThat(text(shown, dependency + "groupId")).isEqualTo(text(built, "/project/parent/groupId"));
        assertThat(text(shown, dependency + "artifactId")).isEqualTo(text(built, "/project/artifactId"));
        assertThat(text(shown, dependency + "version")).isEqualTo(text(built, "/project/parent/version"));
    }

    @Test
    void theGuideNamesTheSpringBootThisBuildIsTestedWith() throws Exception {
        Document shown = parse("src/test/resources/getting-started/pom.xml");
        Document root = parse("../pom.xml");

        assertThat(text(shown, "/project/parent/version"))
                .isEqualTo(text(root, "/project/properties/spring-boot.version"));
    }

    private static Document parse(String file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(file));
    }

    private static String text(Document document, String path) throws Exception {
        String text = XPATH.evaluate(path, document);
        assertThat(text).as(path).isNotEmpty();
        return text;
    }
}
