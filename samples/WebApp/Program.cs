using CacheActors;
using CacheActors.Domain.Entries;
using CacheActors.Speech;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Net.Http.Headers;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCacheActors(builder.Configuration.GetSection("CacheActors"));
builder.Services.AddSingleton<ISpeechSynthesizer, EspeakSynthesizer>();
builder.Services.AddHealthChecks().AddCacheActors();

var app = builder.Build();

// Speaks the text unless the cache has it; however many ask at once, it is spoken once.
app.MapGet(
    "/speak",
    async (string text, IAudioCache cache, CancellationToken aborted) =>
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Results.BadRequest("There is nothing to speak.");
        }

        var audio = await cache.GetOrSynthesizeAsync(new SynthesisRequest(text, "en-gb"), aborted);
        return Results.Ok(
            new
            {
                Url = $"/audio/{audio.Key}",
                audio.Duration.TotalSeconds,
                audio.Hit,
            }
        );
    }
);

// Sends the file, or the range of it that the player asks for. The lease keeps it until the response has ended, even if
// the background replaces the WAV by the M4A meanwhile; the tag tells a player which of the two it began with.
app.MapGet(
    "/audio/{key}",
    async (string key, IAudioCache cache, HttpContext http) =>
    {
        if (
            !EntryKey.TryParse(key, out var entry)
            || await cache.LeaseAsync(entry, http.RequestAborted) is not { } lease
        )
        {
            return Results.NotFound();
        }

        http.Response.RegisterForDispose(lease);
        var path = lease.Audio.Path;
        return Results.File(
            path,
            Path.GetExtension(path) == ".wav" ? "audio/wav" : "audio/mp4",
            entityTag: new EntityTagHeaderValue($"\"{Path.GetFileName(path)}\""),
            enableRangeProcessing: true
        );
    }
);

app.MapGet("/stats", (ICacheStatistics statistics, CancellationToken aborted) => statistics.StatisticsAsync(aborted));

app.MapHealthChecks(
    "/health",
    new() { ResponseWriter = (http, report) => http.Response.WriteAsJsonAsync(Describe(report), http.RequestAborted) }
);

app.Run();

static object Describe(HealthReport report) =>
    new
    {
        Status = report.Status.ToString(),
        Checks = report.Entries.Select(check => new
        {
            Name = check.Key,
            check.Value.Description,
            check.Value.Data,
        }),
    };
