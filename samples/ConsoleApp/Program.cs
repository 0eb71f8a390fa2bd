using CacheActors;
using CacheActors.Speech;

var text = args.Length > 0 ? string.Join(' ', args) : "Good morning. This is spoken once, and played ever after.";

try
{
    // Creates the folder when it is new, and owns it until the end of the program.
    await using var cache = await AudioCache.OpenAsync("audio-cache", new EspeakSynthesizer());

    var audio = await cache.GetOrSynthesizeAsync(new SynthesisRequest(text, "en-gb"));
    Console.WriteLine($"{(audio.Hit ? "From the cache" : "Spoken just now")}: {audio.Duration.TotalSeconds:0.0} s.");

    // The background does this by itself; a program that ends at once asks for it.
    await cache.CompressAsync();

    var playable = await cache.TryGetAsync(audio.Key);
    Console.WriteLine($"Play {playable?.Path}");

    var statistics = await cache.StatisticsAsync();
    Console.WriteLine(
        $"{statistics.Entries} entries, {statistics.Bytes} bytes, {statistics.SavedBytes} saved, {statistics.Hits} hits."
    );
    return 0;
}
catch (CacheException e)
{
    // The message says what, where and what to do.
    Console.Error.WriteLine(e.Message);
    return 1;
}
