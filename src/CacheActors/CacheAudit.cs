using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CacheActors.Audit;
using CacheActors.Files;
using CacheActors.Hosting;

namespace CacheActors;

/// <summary>Audits a cache, read only: works beside the process that owns it. Calls may come from any thread.</summary>
public sealed class CacheAudit : IAudit, IDisposable
{
    private const int BufferedItems = 256;

    private readonly CacheFolder _folder;

    // Not that of an open cache: a comparison keeps its thread while whoever asked does other things with what it found.
    private readonly IoPool _io = new();

    internal CacheAudit(CacheFolder folder) => _folder = folder;

    /// <summary>Opens a cache for an audit. Nothing in its folder is changed, not even views that a crash left behind.</summary>
    /// <param name="options">The settings; only the folder counts.</param>
    /// <exception cref="InvalidSettingsException">Settings are missing or out of range.</exception>
    /// <exception cref="CacheException">There is no cache in the folder.</exception>
    public static CacheAudit Open(CacheActorsOptions options)
    {
        SettingsFile.Check(options);
        var folder = CacheFolder.Of(options);
        return File.Exists(folder.JournalPath) || File.Exists(folder.AuditPath)
            ? new CacheAudit(folder)
            : throw new CacheException(
                $"There is no cache in {folder.Root}. Name the folder of one, or make one with `synthesize` or `import`."
            );
    }

    /// <inheritdoc/>
    public Task<VerifyReport> VerifyAsync(
        VerifyRequest? request = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        request ??= new VerifyRequest();
        if (request.KnownSeal is { } seal && !(seal.Length == 64 && seal.All(char.IsAsciiHexDigit)))
        {
            throw new ArgumentException($"'{seal}' is no seal: it has 64 hex digits.", nameof(request));
        }
        return _io.RunAsync(
            () => new Verification(_folder, request, progress, cancellationToken).Run(),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<EntryDifference> DiffAsync(
        JournalMoment from,
        JournalMoment to,
        CancellationToken cancellationToken = default
    )
    {
        if (from.Time is { } first && to.Time is { } second ? second < first : IsBehind(from, to))
        {
            throw new ArgumentException("The second moment is before the first.", nameof(to));
        }
        return ReadAsync<EntryDifference>(
            (tell, token) => new JournalDiff(from, to).Run(_folder.JournalPath, tell, token),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<ExportReport> ExportAsync(Stream output, CancellationToken cancellationToken = default) =>
        _io.RunAsync(
            () =>
            {
                using var export = new JournalExport(_folder.JournalPath, output, cancellationToken);
                return export.Run();
            },
            cancellationToken
        );

    private static bool IsBehind(JournalMoment from, JournalMoment to) =>
        from.Time is null && to.Time is null && to.Ordering < from.Ordering;

    // The thread that reads waits when nobody takes what it has: a cache of any size goes through a small buffer.
    private async IAsyncEnumerable<T> ReadAsync<T>(
        Action<Action<T>, CancellationToken> read,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var found = Channel.CreateBounded<T>(BufferedItems);
        var reading = _io.RunAsync(
            () =>
            {
                try
                {
                    read(
                        item => found.Writer.WriteAsync(item, enough.Token).AsTask().GetAwaiter().GetResult(),
                        enough.Token
                    );
                }
                finally
                {
                    found.Writer.Complete();
                }
            },
            CancellationToken.None
        );
        try
        {
            await foreach (var item in found.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
            await reading;
        }
        finally
        {
            await enough.CancelAsync();
            await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Closes it; what is under way still ends.</summary>
    public void Dispose() => _io.Dispose();
}
