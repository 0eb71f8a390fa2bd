using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CacheActors.Tests.Downloads;

/// <summary>A proper web server (Kestrel) on loopback.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpServer(WebApplication app) => _app = app;

    public static async Task<HttpServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new HttpServer(app);
    }

    /// <summary>A file with ranges and an entity tag, as web servers serve it.</summary>
    public static Task<HttpServer> ServeAsync(byte[] file, string type = "audio/wav") =>
        StartAsync(context => FileAsync(context, file, type));

    public static Task FileAsync(HttpContext context, byte[] file, string type = "audio/wav") =>
        Results
            .File(
                file,
                type,
                enableRangeProcessing: true,
                entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue("\"v1\"")
            )
            .ExecuteAsync(context);

    public Uri Address(string path = "/one.wav") => new(new Uri(_app.Urls.Single()), path);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
