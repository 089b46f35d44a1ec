/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * A page of HTML in the house's style.
 *
 * @param title as text, not yet escaped
 * @param body as HTML: whoever makes it has escaped what is not its own
 */
public record Page(String title, String body) {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final String STYLE = """
            :root{color-scheme:light dark;--ground:#ffffff;--text:#1b1c20;--quiet:#555a64;--link:#0a4fc4;--seen:#6b2fa8;--line:#d4d7de;--raised:#f3f5f9}
            @media(prefers-color-scheme:dark){:root{--ground:#121317;--text:#e7e8ec;--quiet:#a3a8b4;--link:#8fb8ff;--seen:#cda7ff;--line:#3a3d46;--raised:#1c1e24}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
            main{max-width:60rem;margin:0 auto;padding:2rem 1rem}
            h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem;overflow-wrap:anywhere}
            a{color:var(--link)}
            a:visited{color:var(--seen)}
            a:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
            nav ol{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;margin:0 0 1rem;padding:0}
            nav li+li::before{content:"/" / "";padding-right:.25rem;color:var(--quiet)}
            table{width:100%;border-collapse:collapse}
            caption{text-align:left;color:var(--quiet);padding-bottom:.5rem}
            th,td{text-align:left;padding:.4rem .75rem;border-bottom:1px solid var(--line)}
            tbody th{font-weight:400;overflow-wrap:anywhere}
            thead th{background:var(--raised);white-space:nowrap}
            thead a,thead a:visited{color:var(--text)}
            th[aria-sort=ascending] a::after{content:" \\25B2" / ""}
            th[aria-sort=descending] a::after{content:" \\25BC" / ""}
            td{white-space:nowrap;color:var(--quiet);font-variant-numeric:tabular-nums}
            tbody tr:hover{background:var(--raised)}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
            dt{color:var(--quiet)}
            dd{margin:0;overflow-wrap:anywhere}
            pre{overflow:auto;padding:1rem;background:var(--raised);border:1px solid var(--line)}
            """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Type, and what keeps a browser from doing anything but show the page. */
    public void describe(HttpHeaders headers) {
        headers.setContentType(HTML);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
    }

    /** The whole page, in UTF-8. */
    public byte[] octets() {
        return ("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                        + HtmlUtils.htmlEscape(title, "UTF-8") + "</title>\n<style>" + STYLE
                        + "</style>\n</head>\n<body>\n<main>\n" + body + "</main>\n</body>\n</html>\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
