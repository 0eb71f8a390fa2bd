namespace CacheActors.Compression;

/// <summary>Turns WAV files into smaller ones.</summary>
internal interface IAudioEncoder
{
    /// <summary>Name of the codec, kept with every entry, for example <c>aac</c>.</summary>
    string Codec { get; }

    /// <summary>Bits per second asked of the codec.</summary>
    int BitRate { get; }

    /// <summary>Fails when encoding would: called before entries are asked to grant.</summary>
    /// <exception cref="MissingToolException">The encoder is not installed.</exception>
    void EnsureAvailable();

    /// <summary>More bytes than a WAV's encoded file can have; 0 for one that cannot be encoded. Blocks.</summary>
    long LargestOutputBytes(string wavPath);

    /// <summary>Encodes a batch; one result for each job, in any order. No WAV is changed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; no output is left of any job.</exception>
    /// <exception cref="MissingToolException">The encoder is not installed; no output is left of any job.</exception>
    /// <exception cref="CacheException">The disk failed other than by being full; no output is left of any job.</exception>
    Task<IReadOnlyList<EncodeResult>> EncodeAsync(IReadOnlyList<EncodeJob> batch, CancellationToken cancellationToken);
}
