using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CacheActors.Audit;

/// <summary>
/// One link of the chain: consecutive rows of the journal, from behind the block before it, and a hash that stands for them
/// and for everything before.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Last">The place in the journal of its last row.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="SealedAt">When, UTC ticks of .NET.</param>
/// <param name="Index">See <see cref="RowIndex"/>.</param>
/// <param name="Seal">What <see cref="Compute"/> gave when it was sealed.</param>
internal sealed record SealedBlock(long Number, long Last, int Rows, long SealedAt, byte[] Index, byte[] Seal)
{
    /// <summary>The hash of a block, given the one before it.</summary>
    /// <param name="previous">The seal of the block before, or how the chain began.</param>
    /// <param name="rowsDigest">SHA-256 of its rows.</param>
    public byte[] Compute(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> rowsDigest)
    {
        Span<byte> bytes = stackalloc byte[3 * SHA256.HashSizeInBytes + 4 * sizeof(long)];
        previous.CopyTo(bytes);
        rowsDigest.CopyTo(bytes[32..]);
        SHA256.HashData(Index, bytes[64..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[96..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[104..], Last);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[112..], Rows);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[120..], SealedAt);
        return SHA256.HashData(bytes);
    }
}
