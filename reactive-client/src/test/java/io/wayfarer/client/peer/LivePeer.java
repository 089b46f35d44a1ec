/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.wayfarer.fixture.ApacheHttpd;
import io.wayfarer.fixture.LoopbackTls;
import io.wayfarer.fixture.PeerProgram;

/** Servers by others on ports of loopback, with the files of a folder. Skips the test where one is not installed. */
enum LivePeer {
    NGINX {
        @Override
        Running start(Path folder) throws IOException {
            String program = PeerProgram.installed("nginx", "nginx-light");
            Running running = new Running();
            int plain = running.port(Way.HTTP_1);
            int priorKnowledge = running.port(Way.HTTP_2_BY_PRIOR_KNOWLEDGE);
            int tls = running.port(Way.HTTP_1_OVER_TLS, Way.HTTP_2_OVER_TLS);
            Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                    daemon off; master_process off; pid %1$s/pid; error_log %1$s/error.log;
                    events { worker_connections 64; }
                    http {
                      access_log off; client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
                      uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e; types { text/plain txt; }
                      server {
                        listen 127.0.0.1:%2$d; listen 127.0.0.1:%3$d http2; listen 127.0.0.1:%4$d ssl http2;
                        ssl_certificate %5$s; ssl_certificate_key %6$s;
                        root %1$s; gzip on; gzip_types text/plain; add_trailer x-end 1;
                      }
                    }
                    """.formatted(
                            folder, plain, priorKnowledge, tls, certificate(folder), key(folder)));
            return running.by(
                    PeerProgram.start(program, "-c", configuration.toString()).awaitPort(plain));
        }
    },
    HTTPD {
        @Override
        Running start(Path folder) throws IOException {
            Running running = new Running();
            int tls = running.port(Way.HTTP_1_OVER_TLS, Way.HTTP_2_OVER_TLS);
            ApacheHttpd httpd = ApacheHttpd.start(
                    folder, List.of("ssl", "http2", "headers", "deflate", "filter", "mime", "reflector"), """
                    Listen 127.0.0.1:%1$d
                    Protocols h2 h2c http/1.1
                    H2EarlyHints on
                    DocumentRoot %2$s
                    TypesConfig /dev/null
                    AddType text/plain .txt
                    AddOutputFilterByType DEFLATE text/plain
                    <Location /small.txt>
                      H2PushResource add /style.css critical
                    </Location>
                    <Location /echo>
                      SetHandler reflector
                    </Location>
                    <VirtualHost 127.0.0.1:%1$d>
                      SSLEngine on
                      SSLCertificateFile %3$s
                      SSLCertificateKeyFile %4$s
                    </VirtualHost>
                    """.formatted(
                                    tls, folder, certificate(folder), key(folder)));
            running.at(httpd.port(), Way.HTTP_1, Way.HTTP_2_BY_PRIOR_KNOWLEDGE);
            return running.endingWith(httpd::close);
        }
    },
    H2O {
        @Override
        Running start(Path folder) throws IOException {
            String program = PeerProgram.installed("h2o", "h2o");
            Running running = new Running();
            int plain = running.port(Way.HTTP_1, Way.HTTP_2_BY_PRIOR_KNOWLEDGE);
            int tls = running.port(Way.HTTP_1_OVER_TLS, Way.HTTP_2_OVER_TLS);
            // Started by root it takes another user, who may not read the folder.
            String user = System.getProperty("user.name");
            Path configuration = Files.writeString(folder.resolve("h2o.conf"), """
                    %1$s
                    num-threads: 1
                    error-log: %2$s/error.log
                    compress: [gzip]
                    listen: { host: 127.0.0.1, port: %3$d }
                    listen: { host: 127.0.0.1, port: %4$d, ssl: { certificate-file: %5$s, key-file: %6$s } }
                    hosts: { default: { paths: { "/": { file.dir: %2$s, file.mime.addtypes: { text/plain: .txt } } } } }
                    """.formatted(
                    user.equals("root") ? "user: root" : "", folder, plain, tls, certificate(folder), key(folder)));
            return running.by(
                    PeerProgram.start(program, "-c", configuration.toString()).awaitPort(plain));
        }
    },
    NGHTTPD {
        @Override
        Running start(Path folder) throws IOException {
            String program = PeerProgram.installed("nghttpd", "nghttp2-server");
            Running running = new Running();
            int tls = running.port(Way.HTTP_2_OVER_TLS);
            return running.by(PeerProgram.start(
                            program,
                            "--address=127.0.0.1",
                            "--htdocs=" + folder,
                            "--trailer=x-end: 1",
                            "--echo-upload",
                            String.valueOf(tls),
                            key(folder).toString(),
                            certificate(folder).toString())
                    .awaitPort(tls));
        }
    },
    CADDY {
        @Override
        Running start(Path folder) throws IOException {
            String program = PeerProgram.installed("caddy", "caddy");
            Running running = new Running();
            int plain = running.port(Way.HTTP_1, Way.HTTP_2_BY_PRIOR_KNOWLEDGE);
            int tls = running.port(Way.HTTP_1_OVER_TLS, Way.HTTP_2_OVER_TLS, Way.HTTP_3);
            Path configuration = Files.writeString(folder.resolve("caddy.json"), """
                    {"admin": {"disabled": true, "config": {"persist": false}},
                     "storage": {"module": "file_system", "root": "%1$s"},
                     "apps": {
                       "tls": {"certificates": {"load_files": [{"certificate": "%2$s", "key": "%3$s"}]}},
                       "http": {"servers": {
                         "plain": {"listen": ["127.0.0.1:%4$d"], "protocols": ["h1", "h2c"], %6$s},
                         "tls": {"listen": ["127.0.0.1:%5$d"], "protocols": ["h1", "h2", "h3"],
                                 "tls_connection_policies": [{}], %6$s}}}}}
                    """.formatted(
                            folder, certificate(folder), key(folder), plain, tls, """
                    "automatic_https": {"disable": true}, "routes": [
                      {"match": [{"path": ["/echo"]}],
                       "handle": [{"handler": "static_response", "body": "{http.request.body}"}]},
                      {"handle": [{"handler": "encode", "encodings": {"gzip": {}}},
                                  {"handler": "file_server", "root": "%s"}]}]
                    """.formatted(folder)));
            return running.by(PeerProgram.start(program, "run", "--config", configuration.toString())
                    .awaitPort(tls));
        }
    },
    LUA_HTTP {
        @Override
        Running start(Path folder) throws IOException {
            Running running = new Running();
            int port =
                    running.port(Way.HTTP_1, Way.HTTP_1_OVER_TLS, Way.HTTP_2_BY_PRIOR_KNOWLEDGE, Way.HTTP_2_OVER_TLS);
            String script;
            try (var resource = Objects.requireNonNull(LivePeer.class.getResourceAsStream("peer.lua"))) {
                script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            }
            return running.by(PeerProgram.start(PeerProgram.luaHttp(script.formatted(port)))
                    .awaitPort(port));
        }
    };

    /** @param folder what is served, and what the server keeps for itself */
    abstract Running start(Path folder) throws IOException;

    private static Path certificate(Path folder) throws IOException {
        return LoopbackTls.localhost().writeCertificate(folder);
    }

    private static Path key(Path folder) throws IOException {
        return LoopbackTls.localhost().writePrivateKey(folder);
    }

    /** A server that was started, and where it listens. */
    static final class Running implements AutoCloseable {

        private final Map<Way, Integer> ports = new EnumMap<>(Way.class);
        private Runnable end = () -> {};

        private int port(Way... ways) {
            int port = PeerProgram.freePort();
            at(port, ways);
            return port;
        }

        private void at(int port, Way... ways) {
            for (Way way : ways) {
                ports.put(way, port);
            }
        }

        private Running by(PeerProgram started) {
            return endingWith(started::close);
        }

        private Running endingWith(Runnable last) {
            end = last;
            return this;
        }

        Iterable<Way> ways() {
            return ports.keySet();
        }

        String url(Way way, String path) {
            return way.scheme() + "://localhost:" + ports.get(way) + path;
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
