using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Journal.Audit;

namespace CacheActors;

/// <summary>Audits a cache, read only: works beside the process that owns it. Calls may come from any thread.</summary>
public sealed class CacheAudit : IAudit, IDisposable
{
    private readonly CacheFolder _folder;
    private readonly IoPool _io = new();

    internal CacheAudit(CacheFolder folder) => _folder = folder;

    /// <summary>Opens a cache for an audit. Nothing in its folder is changed, not even views that a crash left behind.</summary>
    /// <param name="options">The settings; only the folder counts.</param>
    /// <exception cref="InvalidSettingsException">Settings are missing or out of range.</exception>
    /// <exception cref="CacheException">There is no cache in the folder.</exception>
    public static CacheAudit Open(CacheActorsOptions options)
    {
        SettingsFile.Check(options);
        var folder = new CacheFolder(Path.GetFullPath(options.Folder));
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

    /// <summary>Closes it; what is under way still ends.</summary>
    public void Dispose() => _io.Dispose();
}
