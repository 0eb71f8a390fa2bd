using CacheActors.Compression;

namespace CacheActors.Tests.Support;

/// <summary>An encoder that does what the test says before, instead of or after the real one.</summary>
internal sealed class ScriptedEncoder(IAudioEncoder real) : IAudioEncoder
{
    /// <summary>Is asked instead of the real one.</summary>
    public Func<
        IAudioEncoder,
        IReadOnlyList<EncodeJob>,
        CancellationToken,
        Task<IReadOnlyList<EncodeResult>>
    > Encode { get; set; } = (encoder, batch, token) => encoder.EncodeAsync(batch, token);

    public string Codec => real.Codec;

    public int BitRate => real.BitRate;

    public void EnsureAvailable() => real.EnsureAvailable();

    public long LargestOutputBytes(string wavPath) => real.LargestOutputBytes(wavPath);

    public Task<IReadOnlyList<EncodeResult>> EncodeAsync(
        IReadOnlyList<EncodeJob> batch,
        CancellationToken cancellationToken
    ) => Encode(real, batch, cancellationToken);
}
