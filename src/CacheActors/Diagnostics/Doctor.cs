using System.Runtime.InteropServices;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Processes;

namespace CacheActors.Diagnostics;

/// <summary>Tells what this machine has and lacks for a cache. Changes nothing that lasts.</summary>
public static class Doctor
{
    /// <summary>Less than this and the next hours of work end with a full disk.</summary>
    private const long LeastFreeBytes = 100_000_000;

    private static readonly TimeSpan ToolTimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Looks at everything, also when the first things are missing.</summary>
    /// <param name="options">The settings of the cache; its folder need not exist.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<DoctorCheck>> CheckAsync(
        CacheActorsOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var processes = new ChildProcesses(TimeProvider.System);
        var folder = CacheFolder.Of(options);
        return
        [
            new DoctorCheck("dotnet", Ok: true, RuntimeInformation.FrameworkDescription),
            await ToolAsync(processes, "ffmpeg", options.Compression.Ffmpeg, "-version", cancellationToken),
            await ToolAsync(processes, "espeak-ng", options.Speech.EspeakNg, "--version", cancellationToken),
            Sqlite(),
            Writable(folder),
            Space(folder),
            Owner(folder),
        ];
    }

    private static async Task<DoctorCheck> ToolAsync(
        ChildProcesses processes,
        string package,
        string program,
        string versionArgument,
        CancellationToken cancellationToken
    )
    {
        using var output = new MemoryStream();
        try
        {
            var exit = await processes.RunAsync(
                new ChildCommand(program, [versionArgument], ToolTimeLimit, "") { Output = output },
                cancellationToken
            );
            return exit.Succeeded
                ? new DoctorCheck(package, Ok: true, FirstLine(output))
                : new DoctorCheck(package, Ok: false, $"{exit}.", PackageManager.Install(package));
        }
        catch (MissingToolException)
        {
            return new DoctorCheck(package, Ok: false, $"{program} was not found.", PackageManager.Install(package));
        }
        catch (CacheException broken)
        {
            return new DoctorCheck(package, Ok: false, broken.Message, PackageManager.Install(package));
        }
    }

    private static string FirstLine(MemoryStream output)
    {
        var text = System.Text.Encoding.UTF8.GetString(output.ToArray());
        var end = text.IndexOfAny(['\n', '\r']);
        return (end < 0 ? text : text[..end]).Trim();
    }

    private static DoctorCheck Sqlite()
    {
        var library = SqliteLibrary.Use();
        return new DoctorCheck("sqlite", Ok: true, $"{library.Version}, {library.Source}: {library.Why}");
    }

    private static DoctorCheck Writable(CacheFolder folder)
    {
        var existing = NearestExisting(folder.Root);
        if (File.Exists(existing))
        {
            return new DoctorCheck(
                "cache-folder",
                Ok: false,
                $"{folder.Root} cannot be a folder: {existing} is a file. Move it away, or choose another folder."
            );
        }

        var created = existing == folder.Root;
        try
        {
            var probe = Path.Combine(existing, $".cacheactors-doctor-{Environment.ProcessId}");
            using (
                new FileStream(
                    probe,
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    bufferSize: 1,
                    FileOptions.DeleteOnClose
                )
            ) { }

            return new DoctorCheck(
                "cache-folder",
                Ok: true,
                $"{folder.Root} {(created ? "can be written." : "does not exist yet and can be created.")}"
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DoctorCheck(
                "cache-folder",
                Ok: false,
                StorageException.From(created ? "write to" : "create", folder.Root, e).Message
            );
        }
    }

    private static DoctorCheck Space(CacheFolder folder)
    {
        var free = new DriveInfo(NearestExisting(folder.Root)).AvailableFreeSpace;
        var detail = $"{free / 1e6:0} MB free";
        return free >= LeastFreeBytes
            ? new DoctorCheck("disk-space", Ok: true, detail)
            : new DoctorCheck("disk-space", Ok: false, $"{detail}: free some, or choose a folder on another disk.");
    }

    private static DoctorCheck Owner(CacheFolder folder) =>
        new(
            "owner",
            Ok: true,
            CacheLock.OwnerPid(folder) is { } pid
                ? $"process {pid} has this cache open; others can only read."
                : "no process has this cache open."
        );

    /// <summary>The folder itself or the nearest thing above it that exists, which may be a file that is in the way.</summary>
    private static string NearestExisting(string path)
    {
        while (!Path.Exists(path) && Path.GetDirectoryName(path) is { } parent)
        {
            path = parent;
        }

        return path;
    }
}
