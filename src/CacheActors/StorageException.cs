namespace CacheActors;

/// <summary>
/// The disk refused: full, no permission, read-only, broken. What was asked for did not happen; nothing that was stored
/// before is lost.
/// </summary>
public sealed class StorageException : CacheException
{
    internal StorageException(
        string operation,
        string path,
        string reason,
        string hint,
        bool diskFull = false,
        Exception? innerException = null
    )
        : base($"Cannot {operation} {path}: {reason}. {hint}", innerException)
    {
        Operation = operation;
        Path = path;
        Reason = reason;
        Hint = hint;
        DiskFull = diskFull;
    }

    /// <summary>What was tried, for example <c>write</c>.</summary>
    public string Operation { get; }

    /// <summary>The file or folder it was tried on.</summary>
    public string Path { get; }

    /// <summary>Why it failed, for example <c>no permission</c>.</summary>
    public string Reason { get; }

    /// <summary>What to do about it.</summary>
    public string Hint { get; }

    /// <summary>True when the disk, or this user's share of it, is full.</summary>
    public bool DiskFull { get; }

    /// <summary>Makes a call and explains the errors of the file system in it.</summary>
    internal static T Guard<T>(string operation, string path, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw From(operation, path, error);
        }
    }

    /// <inheritdoc cref="Guard{T}"/>
    internal static void Guard(string operation, string path, Action call) =>
        Guard(
            operation,
            path,
            () =>
            {
                call();
                return true;
            }
        );

    /// <summary>Explains an error of the file system.</summary>
    internal static StorageException From(string operation, string path, Exception error)
    {
        // .NET hands on the number of the system in HResult: on Unix errno as it is, on Windows inside 0x8007____.
        var (reason, hint, full) = error switch
        {
            UnauthorizedAccessException or { HResult: 1 or 13 } => (
                "no permission",
                "Give this user the right to write there, or choose another folder.",
                false
            ),
            {
                HResult: 28
                    or 69
                    or 122
                    or unchecked((int)0x8007_0027)
                    or unchecked((int)0x8007_0070)
                    or unchecked((int)0x8007_050F)
            } => (
                "the disk is full",
                "Free some space there or choose a folder on another disk, then try again.",
                true
            ),
            { HResult: 30 or unchecked((int)0x8007_0013) } => (
                "the file system is read-only",
                "Mount it writable, or choose another folder.",
                false
            ),
            { HResult: 17 or 20 } => (
                "a file is in the way where a folder is needed",
                "Move that file away, or choose another folder.",
                false
            ),
            FileNotFoundException or DirectoryNotFoundException or { HResult: 2 } => (
                "it does not exist",
                "Check the path; in a cache folder nothing else may move or delete files.",
                false
            ),
            { HResult: 23 or 24 } => (
                "too many files are open",
                "Raise the limit of open files (ulimit -n) for this process.",
                false
            ),
            _ => (error.Message.TrimEnd('.'), "Check the disk and the system's log, then try again.", false),
        };
        return new StorageException(operation, path, reason, hint, full, error);
    }
}
