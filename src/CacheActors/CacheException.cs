namespace CacheActors;

/// <summary>Something the cache cannot do. The message says what, where and what to do.</summary>
public class CacheException : Exception
{
    /// <summary>Creates it.</summary>
    public CacheException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>True when the same call may succeed later without anybody changing anything.</summary>
    public virtual bool CanRetry => false;
}

/// <summary>The cache folder is owned by another process.</summary>
public sealed class CacheInUseException(string folder, int? ownerPid)
    : CacheException(
        $"The cache {folder} is in use by {(ownerPid is { } pid ? $"process {pid}" : "another process")}. Close it there first, or choose another folder."
    )
{
    /// <summary>The owner's process id, when it could be read.</summary>
    public int? OwnerPid { get; } = ownerPid;

    /// <inheritdoc/>
    public override bool CanRetry => true;
}

/// <summary>A program the machine lacks.</summary>
public sealed class MissingToolException(string tool, string fix) : CacheException($"{tool} was not found. {fix}")
{
    /// <summary>The program, for example <c>ffmpeg</c>.</summary>
    public string Tool { get; } = tool;
}

/// <summary>A setting or a settings file that cannot be used; the message lists every fault.</summary>
public sealed class InvalidSettingsException(string message, Exception? innerException = null)
    : CacheException(message, innerException);

/// <summary>Audio that cannot be kept: not a WAV, empty, or damaged.</summary>
public sealed class InvalidAudioException(string message, Exception? innerException = null)
    : CacheException(message, innerException)
{
    /// <summary>What is wrong, without the file's name and what would be right.</summary>
    internal string? Found { get; init; }
}

/// <summary>The synthesizer did not speak the text.</summary>
public sealed class SynthesisFailedException(string message, Exception? innerException = null)
    : CacheException(message, innerException);

/// <summary>A download that did not bring what was asked for.</summary>
public sealed class DownloadFailedException(string message, Exception? innerException = null, bool canRetry = false)
    : CacheException(message, innerException)
{
    /// <inheritdoc/>
    public override bool CanRetry { get; } = canRetry;
}

/// <summary>An older cache that cannot be taken over: it is missing, damaged or of an unknown form.</summary>
public sealed class InvalidAdoptionSourceException(string message, Exception? innerException = null)
    : CacheException(message, innerException);

/// <summary>The synthesizer has no such voice.</summary>
public sealed class UnknownVoiceException(string voiceId, string message) : CacheException(message)
{
    /// <summary>The voice that was asked for.</summary>
    public string VoiceId { get; } = voiceId;
}

/// <summary>The cache has no such entry.</summary>
public sealed class UnknownEntryException(string key) : CacheException($"The cache has no entry {key}.");

/// <summary>A backup that cannot be restored: it is missing, damaged, or no journal.</summary>
public sealed class InvalidBackupException(string message, Exception? innerException = null)
    : CacheException(message, innerException);
