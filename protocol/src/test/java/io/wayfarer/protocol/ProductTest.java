/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductTest {

    @Test
    void theNameIsSaidAloneWhereTheVersionIsUnknown() {
        assertThat(Product.NAME).isEqualTo("Wayfarer");
        assertThat(Product.identifier())
                .isEqualTo(
                        Product.version().map(version -> "Wayfarer/" + version).orElse("Wayfarer"));
    }

    @Test
    void theVersionIsThatOfTheJar(@TempDir Path folder) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "7.8.9");
        String entry = Product.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("wayfarer.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
            out.write(Product.class.getResourceAsStream("Product.class").readAllBytes());
            out.closeEntry();
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Class<?> product = loader.loadClass(Product.class.getName());
            assertThat(product.getMethod("version").invoke(null)).isEqualTo(Optional.of("7.8.9"));
            assertThat(product.getMethod("identifier").invoke(null)).isEqualTo("Wayfarer/7.8.9");
        }
    }
}
