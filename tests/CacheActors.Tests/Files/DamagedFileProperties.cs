using System.Buffers.Binary;
using CacheActors.Files;
using FsCheck;
using FsCheck.Fluent;

namespace CacheActors.Tests.Files;

/// <summary>Whatever bytes a file has, reading it gives facts that hold for it or one kind of exception.</summary>
public sealed class DamagedFileProperties : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_WAV_gives_facts_within_the_file_or_is_refused()
    {
        var pipe = new WavBytes { DataSize = uint.MaxValue, RiffSize = uint.MaxValue };
        byte[][] files =
        [
            new WavBytes { Before = [("LIST", new byte[26])], After = [("id3 ", new byte[9])] }.ToArray(),
            pipe.ToArray(),
            new WavBytes { Tag = 0xFFFE, FormatRest = WavBytes.Extensible(1, 16) }.ToArray(),
            (pipe with { Id = "RF64", Before = [("ds64", new byte[28])] }).ToArray(),
        ];

        CheckAll(
            files,
            reach: 120,
            path =>
            {
                var facts = WavFacts.Read(path);
                facts.SampleFrames.ShouldBePositive();
                facts.DataBytes.ShouldBe(facts.SampleFrames * facts.Channels * facts.BitsPerSample / 8);
                (facts.DataOffset + facts.DataBytes).ShouldBeLessThanOrEqualTo(new FileInfo(path).Length);
                facts.Duration.ShouldBeGreaterThan(TimeSpan.Zero);
            }
        );
    }

    [Fact]
    public void A_damaged_MP4_gives_facts_that_make_sense_or_is_refused()
    {
        string[] aac = ["-c:a", "aac", "-b:a", "16k", "-movflags", "+faststart"];
        var plain = Tool.Tone(_folder.At("a.m4a"), 0.3, 22050, 1, aac);
        var other = Tool.Tone(_folder.At("b.m4a"), 0.1, 96000, 2, [.. aac, "-brand", "mp42"]);

        CheckAll(
            [File.ReadAllBytes(plain), File.ReadAllBytes(other)],
            reach: 1000,
            path =>
            {
                var facts = Mp4Facts.Read(path);
                facts.AudioFrames.ShouldBeInRange(1, facts.MediaFrames);
                facts.SampleRate.ShouldBeInRange(1, 96_000);
                facts.Channels.ShouldBeInRange(1, 8);
                facts.Duration.ShouldBeGreaterThan(TimeSpan.Zero);
            }
        );
    }

    private void CheckAll(byte[][] files, int reach, Action<string> read)
    {
        var path = _folder.At("damaged");
        var damaged =
            from file in Gen.Elements(files)
            from count in Gen.Choose(1, 3)
            from damages in Damage(reach).ListOf(count)
            select damages.Aggregate(file, (bytes, damage) => damage(bytes));
        var property = Prop.ForAll(
            Arb.From(damaged),
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    read(path);
                }
                catch (InvalidAudioException) { }

                // No size that a file claims is believed before it is checked.
                (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 18);
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), property);
    }

    /// <summary>One thing that goes wrong, mostly among the first bytes, where the headers are.</summary>
    private static Gen<Func<byte[], byte[]>> Damage(int reach)
    {
        var place = Gen.Frequency((9, Gen.Choose(4, reach)), (1, Gen.Choose(0, 1 << 20)));
        var number = Gen.Frequency(
            (3, Gen.Choose(int.MinValue, int.MaxValue)),
            (3, Gen.Choose(-2, 300)),
            (1, Gen.Elements(int.MinValue, int.MaxValue, 0x7FFF_0000, 1 << 24))
        );
        return Gen.Frequency(
            (20, Change(place, Gen.Choose(0, 255).Select(v => new[] { (byte)v }))),
            (10, Change(place, number.Select(BitConverter.GetBytes))),
            (10, Change(place, number.Select(v => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(v))))),
            (1, place.Select<int, Func<byte[], byte[]>>(at => bytes => bytes[..Math.Min(at, bytes.Length)])),
            (1, place.Select<int, Func<byte[], byte[]>>(at => bytes => bytes[Math.Min(at, bytes.Length)..])),
            (1, place.Select<int, Func<byte[], byte[]>>(at => bytes => [.. bytes, .. bytes.Take(at)]))
        );
    }

    private static Gen<Func<byte[], byte[]>> Change(Gen<int> places, Gen<byte[]> values) =>
        from at in places
        from value in values
        select new Func<byte[], byte[]>(bytes =>
        {
            var changed = bytes.ToArray();
            if (changed.Length >= value.Length)
            {
                value.CopyTo(changed, at % (changed.Length - value.Length + 1));
            }

            return changed;
        });
}
