using System.Buffers.Binary;

namespace CacheActors.Files;

/// <summary>The tables of a track (<c>stbl</c>): how long each frame of audio lasts, how big it is, where it is.</summary>
internal readonly ref struct Mp4SampleTable
{
    /// <summary>No frame lasts a million ticks; it keeps sums far from overflow.</summary>
    private const uint LongestFrame = 1_000_000;

    private readonly AudioFile _file;
    private readonly Mp4Table _times;
    private readonly Mp4Table _sizes;
    private readonly Mp4Table _runs;
    private readonly Mp4Table _chunks;
    private readonly bool _longOffsets;
    private readonly uint _frameBytes;
    private readonly long _frames;

    public Mp4SampleTable(AudioFile file, ReadOnlySpan<byte> stbl)
    {
        _file = file;
        var stsz = Mp4Box.Find(stbl, "stsz"u8);
        var stco = Mp4Box.Find(stbl, "stco"u8);
        _longOffsets = stco.IsEmpty;
        if (
            !Mp4Table.TryRead(Mp4Box.Find(stbl, "stts"u8), 8, 8, out _times)
            || !Mp4Table.TryRead(Mp4Box.Find(stbl, "stsc"u8), 8, 12, out _runs)
            || !Mp4Table.TryRead(
                _longOffsets ? Mp4Box.Find(stbl, "co64"u8) : stco,
                8,
                _longOffsets ? 8 : 4,
                out _chunks
            )
            || stsz.Length < 12
        )
        {
            throw file.Invalid("a table of its audio frames is missing or cut off");
        }

        // Frames all of one size are counted, not listed.
        _frameBytes = BinaryPrimitives.ReadUInt32BigEndian(stsz[4..]);
        _frames = BinaryPrimitives.ReadUInt32BigEndian(stsz[8..]);
        if (_frameBytes == 0 && !Mp4Table.TryRead(stsz, 12, 4, out _sizes))
        {
            throw file.Invalid("the table of its frame sizes is cut off");
        }

        if (_frames == 0 || _frameBytes > file.Length)
        {
            throw file.Invalid(_frames == 0 ? "it has no audio" : "its frames are larger than the file");
        }
    }

    /// <summary>Ticks of the media's clock that all frames last.</summary>
    public long Ticks()
    {
        long frames = 0;
        long ticks = 0;
        for (var i = 0; i < _times.Count; i++)
        {
            var count = _times.UInt32(i);
            var each = _times.UInt32(i, 4);
            if (each > LongestFrame || count > _frames - frames)
            {
                throw _file.Invalid("the durations of its frames make no sense");
            }

            frames += count;
            ticks += (long)count * each;
        }

        return frames == _frames ? ticks : throw _file.Invalid($"it has {_frames:N0} frames and times for {frames:N0}");
    }

    /// <summary>Every frame must lie in the media data, in order; when no other track has a part in it, they are all of it.</summary>
    public void CheckPlaces(List<Mp4Extent> media, bool alone)
    {
        if (_runs.Count == 0 || _runs.UInt32(0) != 1)
        {
            throw _file.Invalid("the first part of its audio is missing");
        }

        var frames = 0L;
        var bytes = 0L;
        var end = 0L;
        var run = 0;
        var part = 0;
        for (var i = 0; i < _chunks.Count; i++)
        {
            while (run + 1 < _runs.Count && _runs.UInt32(run + 1) <= i + 1)
            {
                run++;
            }

            var count = _runs.UInt32(run, 4);
            if (count == 0 || count > _frames - frames)
            {
                throw _file.Invalid($"part {i + 1:N0} of its audio has {count:N0} frames");
            }

            var size = Bytes(frames, count);
            var offset = _longOffsets ? _chunks.Int64(i) : _chunks.UInt32(i);
            while (part < media.Count && media[part].End <= offset)
            {
                part++;
            }

            if (part == media.Count || offset < media[part].Offset || offset < end || size > media[part].End - offset)
            {
                throw _file.Invalid($"part {i + 1:N0} of its audio is not where it should be");
            }

            frames += count;
            bytes += size;
            end = offset + size;
        }

        var there = 0L;
        foreach (var extent in media)
        {
            there += extent.Bytes;
        }

        if (frames != _frames || run != _runs.Count - 1 || (alone && bytes != there))
        {
            throw _file.Invalid(
                $"it lists {_frames:N0} frames and {bytes:N0} bytes of audio, but holds {frames:N0} frames and {there:N0} bytes"
            );
        }
    }

    private long Bytes(long first, uint count)
    {
        if (_frameBytes != 0)
        {
            return (long)count * _frameBytes;
        }

        var bytes = 0L;
        for (var i = 0; i < count; i++)
        {
            bytes += _sizes.UInt32((int)first + i);
        }

        return bytes;
    }
}
