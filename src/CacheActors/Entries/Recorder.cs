using System.Security.Cryptography;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Hosting;

namespace CacheActors.Entries;

/// <summary>
/// Makes an entry's WAV: complete in staging, flushed and understood first, and only then under its final name. What it
/// returns is what the entry has to journal. When it throws, nothing is left behind.
/// </summary>
internal sealed class Recorder(
    CacheFolder folder,
    IFileStore files,
    IoPool io,
    ISpeechSynthesizer? synthesizer,
    SpeechOptions options
) : IDisposable
{
    private readonly SemaphoreSlim _voices = new(Cores.OrElse(options.Processes));

    /// <summary>Speaks a text, and gives the WAV its final name.</summary>
    /// <exception cref="SynthesisFailedException">There is no synthesizer, it failed, or what it made is no WAV.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async Task<EntryCommand.Store> SpeakAsync(
        EntryKey key,
        SynthesisRequest request,
        CancellationToken cancellationToken
    )
    {
        var staged = await StageSpeechAsync(key, request, cancellationToken);
        return await AdoptAsync(key, staged.Path, staged.Store, cancellationToken);
    }

    /// <summary>Speaks a text into staging.</summary>
    /// <param name="key">The entry it is for.</param>
    /// <param name="request">What to speak.</param>
    /// <param name="cancellationToken">Stops the synthesizer.</param>
    /// <param name="staged">Is told of the file before the next one may begin.</param>
    /// <exception cref="SynthesisFailedException">There is no synthesizer, it failed, or what it made is no WAV.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async Task<StagedAudio> StageSpeechAsync(
        EntryKey key,
        SynthesisRequest request,
        CancellationToken cancellationToken,
        Action<string>? staged = null
    )
    {
        if (synthesizer is null)
        {
            throw new SynthesisFailedException(
                $"{key} is not in the cache, and the cache was opened without a synthesizer."
            );
        }
        await _voices.WaitAsync(cancellationToken);
        using var step = CacheTrace.Step("synthesize", key);
        var path = files.NewStagingPath("wav");
        try
        {
            var file = await files.WriteStagedAsync(
                path,
                (output, token) =>
                    synthesizer.SynthesizeAsync(request.Text, request.VoiceId, request.Rate, output, token),
                cancellationToken
            );
            var wav = await io.RunAsync(() => WavFacts.Read(path), cancellationToken);
            staged?.Invoke(path);
            return new StagedAudio(
                path,
                new EntryCommand.Store(
                    file.SizeBytes,
                    file.Sha256,
                    Milliseconds(wav.Duration),
                    request.BookId,
                    request.VoiceId,
                    request.ChapterIndex,
                    request.SegmentIndex,
                    synthesizer.EngineType,
                    EntryOrigin.Synthesized
                )
            );
        }
        catch (Exception e)
        {
            await files.DeleteAsync(path);
            switch (e)
            {
                case InvalidAudioException:
                    throw new SynthesisFailedException($"{synthesizer.EngineType} made no usable WAV: {e.Message}", e);
                case CacheException or OperationCanceledException:
                    throw;
                default:
                    throw new SynthesisFailedException($"{key} could not be made: {e.Message}", e);
            }
        }
        finally
        {
            _voices.Release();
        }
    }

    /// <summary>Copies a user's WAV into staging; its key follows from its content.</summary>
    /// <exception cref="InvalidAudioException">The file is no WAV.</exception>
    /// <exception cref="StorageException">It cannot be read, or the disk refused.</exception>
    public async Task<(EntryKey Key, string StagingPath, EntryCommand.Store Store)> StageAsync(
        ImportRequest request,
        CancellationToken cancellationToken
    )
    {
        // Refused before a byte is copied: a file that is no WAV may be anything, and of any size.
        await io.RunAsync(() => WavFacts.Read(request.Path), cancellationToken);
        var staging = files.NewStagingPath("wav");
        try
        {
            var file = await files.WriteStagedAsync(
                staging,
                async (output, token) =>
                {
                    await using var source = files.OpenRead(request.Path);
                    await source.CopyToAsync(output, token);
                },
                cancellationToken
            );
            var wav = await io.RunAsync(() => WavFacts.Read(staging), cancellationToken);
            var store = new EntryCommand.Store(
                file.SizeBytes,
                file.Sha256,
                Milliseconds(wav.Duration),
                request.BookId,
                request.VoiceId,
                ChapterIndex: null,
                request.SegmentIndex,
                EngineType: null,
                EntryOrigin.Imported
            );
            return (EntryKey.ForContent(request.VoiceId, file.Sha256), staging, store);
        }
        catch
        {
            await files.DeleteAsync(staging);
            throw;
        }
    }

    /// <summary>Gives a staged file its final name. What comes from an older cache is read back from there before it counts.</summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    /// <exception cref="InvalidAudioException">What was read back is not what was written.</exception>
    public async Task<EntryCommand.Store> AdoptAsync(
        EntryKey key,
        string stagingPath,
        EntryCommand.Store store,
        CancellationToken cancellationToken
    )
    {
        var path = folder.AudioPath(key, store.Format);
        try
        {
            await files.PublishAsync(
                stagingPath,
                path,
                new FileFacts(store.SizeBytes, store.Sha256),
                cancellationToken
            );
        }
        catch
        {
            await files.DeleteAsync(stagingPath);
            throw;
        }
        if (store.Origin == EntryOrigin.Adopted)
        {
            await ReadBackAsync(path, store.Sha256);
        }
        return store;
    }

    public void Dispose() => _voices.Dispose();

    private async Task ReadBackAsync(string path, string sha256)
    {
        try
        {
            var found = await io.RunAsync(() =>
            {
                using var file = files.OpenRead(path);
                return StorageException.Guard("read back", path, () => Convert.ToHexStringLower(SHA256.HashData(file)));
            });
            if (found != sha256)
            {
                throw new InvalidAudioException(
                    $"{path} was read back with the SHA-256 {found} where {sha256} was written, and was deleted. Check the disk."
                );
            }
        }
        catch
        {
            await files.DeleteAsync(path);
            throw;
        }
    }

    private static long Milliseconds(TimeSpan duration) => (long)Math.Round(duration.TotalMilliseconds);
}
