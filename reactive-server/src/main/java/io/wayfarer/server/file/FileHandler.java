/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.server.RequestPath;
import org.springframework.util.ResourceUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Answers with files. For a folder, use it in a route whose pattern ends in {@code **}, in {@code Routes} as well as in any
 * other router function; what the two stars match is the path below the folder:
 *
 * <pre>{@code
 * Routes.of(r -> r
 *     .files("/static/**", directory("public").index("index.html").listing())
 *     .get("/favicon.ico", file(Path.of("icons/site.ico"))));
 * }</pre>
 *
 * <p>What is not there completes empty, so that the next route answers; so does what may not be shown. Nothing outside the
 * folder is ever shown, and of what is inside neither names that begin with a dot, nor names that mean something else on some
 * system ({@code ..}, {@code a:b}, {@code aux}, {@code name.}), nor anything but files and folders.
 *
 * <p>GET and HEAD are answered with ranges (RFC 9110 section 14), {@code ETag}, {@code Last-Modified} and all conditions on
 * them (section 13). Where {@code name.br}, {@code name.zst} or {@code name.gz} lies beside {@code name}, a client gets the
 * coding it likes best. Files up to 64 KiB are answered from memory, which is never more than a second old; larger ones are
 * sent by the operating system where the connection lets it. File systems are only asked on threads that may block.
 *
 * <p>Immutable and thread-safe; each method returns a handler that differs in one thing.
 */
public final class FileHandler implements HandlerFunction<ServerResponse> {

    private static final int MOST_LISTED = 1000;
    private static final int MOST_RANGES = 16;
    private static final DataSize MEMORY = DataSize.ofMegabytes(8);

    private final Place place;
    private final Reach reach;
    private final FolderView folders;
    private final Presentation presentation;
    private final int mostRanges;
    private final DataSize memorySize;
    private final FileMemory memory;
    private final FileLookup lookup;
    private final FileAnswers answers;

    private FileHandler(
            Place place,
            Reach reach,
            FolderView folders,
            Presentation presentation,
            int mostRanges,
            DataSize memorySize) {
        this.place = place;
        this.reach = reach;
        this.folders = folders;
        this.presentation = presentation;
        this.mostRanges = mostRanges;
        this.memorySize = memorySize;
        this.memory = new FileMemory(memorySize.toBytes(), System::nanoTime);
        Clock clock = Clock.systemUTC();
        this.lookup = new FileLookup(place.source(reach, folders), folders, presentation, memory, clock);
        this.answers = new FileAnswers(mostRanges, clock);
    }

    private static FileHandler of(Place place) {
        return new FileHandler(place, Reach.ORDINARY, FolderView.NONE, Presentation.PLAIN, MOST_RANGES, MEMORY);
    }

    /** The files below a folder, which need not exist yet. */
    public static FileHandler directory(Path root) {
        return of(new Place.OfFolder(root.toAbsolutePath()));
    }

    /**
     * The files below a folder.
     *
     * @param location a path of the file system, or what Spring knows as a location: {@code classpath:/static/}, {@code file:/srv/www/}
     */
    public static FileHandler directory(String location) {
        return ResourceUtils.isUrl(location)
                ? directory(new DefaultResourceLoader().getResource(location))
                : directory(Path.of(location));
    }

    /**
     * The files below a location. What is not a folder of a file system, such as the class path, has no listings.
     *
     * @param location of a folder; a slash at the end of it may be left out
     */
    public static FileHandler directory(Resource location) {
        try {
            if (location.isFile() && !(location instanceof ClassPathResource)) {
                return directory(location.getFile().toPath());
            }
            String name = location.getFilename();
            boolean slash = name == null || name.isEmpty();
            return of(new Place.OfResources(slash ? location : location.createRelative(name + '/')));
        } catch (IOException failure) {
            throw new IllegalArgumentException("location: " + location + " (expected: a folder)", failure);
        }
    }

    /** One file, whatever the path of the request; followed by links wherever they lead. */
    public static FileHandler file(Path file) {
        return of(Place.OfFile.of(file));
    }

    /** One resource, whatever the path of the request. */
    public static FileHandler file(Resource file) {
        return of(Place.OfFile.of(file));
    }

    /** Files that stand for the folder they are in, first choice first. Default none. */
    public FileHandler index(String... names) {
        return with(reach, new FolderView(List.of(names), folders.mostListed()), presentation, mostRanges, memorySize);
    }

    /**
     * Shows what is in a folder without an index, up to a thousand entries: as a page that can be sorted, or as JSON for clients
     * that prefer that. Off by default.
     */
    public FileHandler listing() {
        return listing(MOST_LISTED);
    }

    /**
     * As {@link #listing()}, with a bound of your own.
     *
     * @param mostEntries what is beyond is not read; the listing says that there is more
     */
    public FileHandler listing(int mostEntries) {
        if (mostEntries < 1) {
            throw new IllegalArgumentException("listing: " + mostEntries + " (expected: 1 or more)");
        }
        return with(reach, new FolderView(folders.indexes(), mostEntries), presentation, mostRanges, memorySize);
    }

    /** Shows also what begins with a dot. Off by default: such files often hold what is not meant for all. */
    public FileHandler hidden() {
        return with(new Reach(true, reach.leavingLinks()), folders, presentation, mostRanges, memorySize);
    }

    /** Follows symbolic links out of the folder. Off by default. */
    public FileHandler linksAnywhere() {
        return with(new Reach(reach.hidden(), true), folders, presentation, mostRanges, memorySize);
    }

    /**
     * What caches may do. Default {@code no-cache}: keep the file, and ask each time whether it has changed.
     *
     * @param value {@link CacheControl#empty()} leaves the field out
     */
    public FileHandler cacheControl(CacheControl value) {
        String field = value.getHeaderValue();
        return presented(presentation.cacheControl(field == null ? "" : field));
    }

    /**
     * The type of files by the extension of their name, sent as it is. Default is Spring's list, with UTF-8 for text.
     *
     * @param extension without the dot; upper and lower case are the same
     */
    public FileHandler mediaType(String extension, MediaType type) {
        return presented(presentation.mediaType(extension, type));
    }

    /** The type of all files that none has been set for by extension. */
    public FileHandler mediaType(MediaType type) {
        return presented(presentation.mediaType(type));
    }

    /** Has browsers save the files under their names in place of showing them (RFC 6266). */
    public FileHandler download() {
        return presented(presentation.forDownload());
    }

    /**
     * Most ranges of one request; one with more is answered whole. Default 16. Ranges that overlap are sent once, whatever
     * their number.
     *
     * @param most 0 never sends a part
     */
    public FileHandler maxRanges(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("maxRanges: " + most + " (expected: 0 or more)");
        }
        return with(reach, folders, presentation, most, memorySize);
    }

    /** Most memory for small files. Default 8 MB; 0 reads each file each time. */
    public FileHandler memory(DataSize most) {
        if (most.isNegative()) {
            throw new IllegalArgumentException("memory: " + most + " (expected: 0 or more)");
        }
        return with(reach, folders, presentation, mostRanges, most);
    }

    private FileHandler presented(Presentation other) {
        return with(reach, folders, other, mostRanges, memorySize);
    }

    private FileHandler with(
            Reach reach, FolderView folders, Presentation presentation, int mostRanges, DataSize memory) {
        return new FileHandler(place, reach, folders, presentation, mostRanges, memory);
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        RequestPath path = request.exchange().getRequest().getPath();
        int depth = place.depth(request);
        FileMemory.Kept kept = memory.get(place.key(path), depth);
        if (kept != null) {
            if (memory.wantsRenewal(kept)) {
                look(path, depth).subscribe(found -> {}, failure -> memory.remove(place.key(path)));
            }
            return answers.to(request, kept.file());
        }
        return look(path, depth).flatMap(found -> answers.to(request, found));
    }

    /** What stands at a path now, for this request and for the next; empty where that is nothing to show. */
    private Mono<Found> look(RequestPath path, int depth) {
        Optional<RequestedPath> asked = place.asked(path.pathWithinApplication(), depth);
        return asked.isEmpty()
                ? Mono.empty()
                : Mono.fromCallable(() -> find(place.key(path), depth, asked.get()))
                        .subscribeOn(Schedulers.boundedElastic());
    }

    private @Nullable Found find(String path, int depth, RequestedPath asked) throws IOException {
        Found found = lookup.find(asked);
        if (found instanceof FoundFile file) {
            memory.put(path, depth, file);
        } else {
            memory.remove(path);
        }
        return found;
    }
}
