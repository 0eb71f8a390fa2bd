using System.Buffers.Binary;

namespace CacheActors.Files;

/// <summary>The one audio track in the index (<c>moov</c>) of an MP4 file.</summary>
internal static class Mp4Track
{
    /// <summary>More than 2 GiB of AAC can last; it keeps products far from overflow.</summary>
    private const long LongestSeconds = 30L * 24 * 60 * 60;

    public static Mp4Facts Read(AudioFile file, ReadOnlySpan<byte> moov, List<Mp4Extent> media)
    {
        var track = FindAudio(file, moov, out var alone);
        var mdia = Mp4Box.Find(track, "mdia"u8);
        var stbl = Mp4Box.Find(Mp4Box.Find(mdia, "minf"u8), "stbl"u8);
        var config = ReadConfig(file, Mp4Box.Find(stbl, "stsd"u8));
        var (timescale, ticks) = ReadClock(file, Mp4Box.Find(mdia, "mdhd"u8), "track");

        var samples = new Mp4SampleTable(file, stbl);
        samples.CheckPlaces(media, alone);
        var there = samples.Ticks();
        if (there != ticks)
        {
            throw file.Invalid($"it says it lasts {ticks:N0} ticks, its frames last {there:N0}");
        }

        if (ticks / timescale > LongestSeconds)
        {
            throw file.Invalid($"it says it lasts {ticks / timescale:N0} seconds");
        }

        var (movieTimescale, _) = ReadClock(file, Mp4Box.Find(moov, "mvhd"u8), "movie");
        var elst = Mp4Box.Find(Mp4Box.Find(track, "edts"u8), "elst"u8);
        var played = elst.IsEmpty ? ticks : ReadPlayed(file, elst, ticks, (double)timescale / movieTimescale);
        var audioFrames = Scale(played, config.SampleRate, timescale);
        return audioFrames > 0
            ? new Mp4Facts(
                "aac",
                config.SampleRate,
                config.Channels,
                Scale(ticks, config.SampleRate, timescale),
                audioFrames
            )
            : throw file.Invalid("nothing of it would be played");
    }

    private static ReadOnlySpan<byte> FindAudio(AudioFile file, ReadOnlySpan<byte> moov, out bool alone)
    {
        ReadOnlySpan<byte> audio = default;
        var tracks = 0;
        while (Mp4Box.TryTake(ref moov, out var type, out var content))
        {
            if (!type.SequenceEqual("trak"u8))
            {
                continue;
            }

            tracks++;
            var hdlr = Mp4Box.Find(Mp4Box.Find(content, "mdia"u8), "hdlr"u8);
            if (hdlr.Length >= 12 && hdlr[8..12].SequenceEqual("soun"u8))
            {
                audio = audio.IsEmpty ? content : throw file.Invalid("it has more than one audio track");
            }
        }

        alone = tracks == 1;
        return moov.IsEmpty && !audio.IsEmpty
            ? audio
            : throw file.Invalid(audio.IsEmpty ? "it has no audio track" : "its index is damaged");
    }

    /// <summary>The clock of <c>mvhd</c> and <c>mdhd</c>: ticks in a second, and how many there are.</summary>
    private static (uint Timescale, long Ticks) ReadClock(AudioFile file, ReadOnlySpan<byte> box, string whose)
    {
        var (at, length) = box is [1, ..] ? (20, 32) : (12, 20);
        if (box.Length < length)
        {
            throw file.Invalid($"the clock of its {whose} is missing");
        }

        var timescale = BinaryPrimitives.ReadUInt32BigEndian(box[at..]);
        return timescale == 0
            ? throw file.Invalid($"the clock of its {whose} stands still")
            : (
                timescale,
                length == 32
                    ? BinaryPrimitives.ReadInt64BigEndian(box[24..])
                    : BinaryPrimitives.ReadUInt32BigEndian(box[16..])
            );
    }

    private static AacConfig ReadConfig(AudioFile file, ReadOnlySpan<byte> stsd)
    {
        // The description of the samples is a box with 28 bytes of its own, then boxes.
        const int Own = 28;
        var boxes = stsd.Length > 8 ? stsd[8..] : default;
        if (!Mp4Box.TryTake(ref boxes, out var type, out var mp4a))
        {
            throw file.Invalid("it does not say how its audio is coded");
        }

        if (!type.SequenceEqual("mp4a"u8))
        {
            throw file.Invalid($"its audio is coded as {AudioFile.Printable(type)}, not AAC");
        }

        if (mp4a.Length < Own || !AacConfig.TryRead(Mp4Box.Find(mp4a[Own..], "esds"u8), out var aac))
        {
            throw file.Invalid("its audio is not AAC, or what a decoder needs is damaged");
        }

        var channels = aac.Channels == 0 ? BinaryPrimitives.ReadUInt16BigEndian(mp4a[16..]) : aac.Channels;
        return channels is >= 1 and <= 8
            ? aac with
            {
                Channels = channels,
            }
            : throw file.Invalid($"it has {channels} channels");
    }

    /// <summary>What the edit list lets through: from after the encoder's priming to the end, or to an earlier cut.</summary>
    private static long ReadPlayed(AudioFile file, ReadOnlySpan<byte> elst, long ticks, double ticksPerMovieTick)
    {
        var isLong = elst[0] == 1;
        if (!Mp4Table.TryRead(elst, 8, isLong ? 20 : 12, out var edits))
        {
            throw file.Invalid("its edit list is cut off");
        }

        long? played = null;
        for (var i = 0; i < edits.Count; i++)
        {
            var length = isLong ? edits.Int64(i) : edits.UInt32(i);
            var start = isLong ? edits.Int64(i, 8) : (int)edits.UInt32(i, 4);
            if (start == -1)
            {
                continue; // silence put before the audio; the file holds nothing for it
            }

            if (start < 0 || start > ticks || length < 0 || played is not null)
            {
                throw file.Invalid("its edit list makes no sense");
            }

            // The movie's clock is coarse (a millisecond): only a cut beyond its rounding is one.
            var rest = ticks - start;
            var cut = length * ticksPerMovieTick;
            played = cut + ticksPerMovieTick < rest ? (long)cut : rest;
        }

        return played ?? ticks;
    }

    private static long Scale(long value, long to, long from) => (long)(((Int128)value * to + from / 2) / from);
}
