using System.Security.Cryptography;
using System.Text;

namespace CacheActors.Audit;

/// <summary>How sealing began. It goes into the first seal, so it cannot be changed later either.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Reason">Why then.</param>
/// <param name="LastOrdering">The journal's last row then: rows up to it were there before anybody sealed them.</param>
internal sealed record SealBegin(DateTimeOffset At, SealReason Reason, long LastOrdering)
{
    /// <summary>What stands in the place of a seal before the first block.</summary>
    public byte[] Genesis() =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                FormattableString.Invariant($"cacheactors seal 1 {Reason} {At.UtcTicks} {LastOrdering}")
            )
        );
}
