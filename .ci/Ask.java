import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a running tour to visit a URL, and prints its answer and its status: {@code java .ci/Ask.java <tour> <URL to visit>}.
 *
 * <p>The checks must not need more than a JDK.
 */
final class Ask {

    private Ask() {}

    public static void main(String[] arguments) throws Exception {
        String target = URLEncoder.encode(arguments[1], StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0] + "visit?url=" + target))
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(60))
                .build();
        HttpResponse<String> answer = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.body() + " HTTP " + answer.statusCode());
    }
}
