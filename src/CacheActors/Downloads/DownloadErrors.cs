using System.Net;

namespace CacheActors.Downloads;

/// <summary>What is said about a download that failed, and whether another try may help.</summary>
internal static class DownloadErrors
{
    // Who asks to be left alone for longer than this is told to the caller rather than waited for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>An address as messages name it: without what may be secret in it, the user and the query.</summary>
    public static string Name(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>The exception for a download that another try does not help.</summary>
    public static DownloadFailedException Failed(
        Uri address,
        string reason,
        string hint,
        bool canRetry = false,
        Exception? inner = null
    ) => new($"Cannot download {Name(address)}: {reason}. {hint}", inner, canRetry);

    /// <summary>The exception for an answer without a file.</summary>
    public static Exception Answered(Uri address, HttpResponseMessage response, TimeProvider time)
    {
        var status = response.StatusCode;
        var reason = $"the server answered {(int)status} ({response.ReasonPhrase ?? status.ToString()})";
        return status switch
        {
            HttpStatusCode.RequestTimeout
            or HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => Busy(address, reason, RetryAfter(response, time)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Failed(
                address,
                reason,
                "Give the cache an HttpClient that is signed in there, or use an address that needs no sign-in."
            ),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => Failed(
                address,
                $"{reason}{(response.Headers.Location is { } location ? $" and points to {Target(location)}" : "")}",
                "It redirects too often, or to where it is not followed (from https to http). Use the file's final address."
            ),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => Failed(
                address,
                reason,
                "There is no such file; check the address."
            ),
            _ => Failed(address, reason, "Check the address, and whether the server serves the file as such."),
        };
    }

    private static Exception Busy(Uri address, string reason, TimeSpan? retryAfter) =>
        retryAfter > LongestWait
            ? Failed(
                address,
                reason,
                $"It asks to be left alone for {retryAfter.Value.TotalMinutes:N0} min; try again after that.",
                canRetry: true
            )
            : new TransferCutException(reason) { RetryAfter = retryAfter };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var wait = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static string Target(Uri location) => location.IsAbsoluteUri ? Name(location) : location.OriginalString;
}
