using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Compression;

public class CompressionPlanTests
{
    private static readonly Gen<CompressionLimits> Limits =
        from files in Gen.Choose(1, 40)
        from seconds in Gen.Choose(1, 300)
        from processes in Gen.Choose(1, 9)
        select new CompressionLimits(files, TimeSpan.FromSeconds(seconds), processes);

    private static readonly Gen<IReadOnlyList<CompressionItem>> Files =
        from milliseconds in Gen.Frequency((9, Gen.Choose(0, 15_000)), (1, Gen.Choose(0, 900_000))).ListOf()
        select Items(milliseconds.Select(ms => TimeSpan.FromMilliseconds(ms)));

    private static readonly Gen<(IReadOnlyList<CompressionItem> Files, CompressionLimits Limits)> Cases =
        from files in Files
        from limits in Limits
        select (files, limits);

    [Fact]
    public void Every_file_is_in_exactly_one_batch_and_no_batch_is_empty()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                var batches = CompressionPlan.Batches(x.Files, x.Limits);

                batches.SelectMany(b => b).OrderBy(i => i.Key.Value).ShouldBe(x.Files.OrderBy(i => i.Key.Value));
                batches.ShouldAllBe(b => b.Count > 0);
            }
        );
    }

    [Fact]
    public void No_batch_exceeds_the_limits_except_one_file_that_does_alone()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                foreach (var batch in CompressionPlan.Batches(x.Files, x.Limits))
                {
                    batch.Count.ShouldBeLessThanOrEqualTo(x.Limits.MaxFiles);
                    if (batch.Count > 1)
                    {
                        Audio(batch).ShouldBeLessThanOrEqualTo(x.Limits.MaxAudio);
                    }
                }
            }
        );
    }

    [Fact]
    public void The_longest_comes_first_among_the_batches_and_in_each()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                var batches = CompressionPlan.Batches(x.Files, x.Limits);

                batches.Select(Audio).ShouldBe(batches.Select(Audio).OrderDescending());
                foreach (var batch in batches)
                {
                    batch.Select(i => i.Duration).ShouldBe(batch.Select(i => i.Duration).OrderDescending());
                }
            }
        );
    }

    [Fact]
    public void The_order_in_which_files_are_named_does_not_matter()
    {
        Properties.Hold(
            Cases,
            x =>
            {
                var reversed = CompressionPlan.Batches([.. x.Files.Reverse()], x.Limits);

                CompressionPlan.Batches(x.Files, x.Limits).Select(Keys).ShouldBe(reversed.Select(Keys));
            }
        );
    }

    [Fact]
    public void No_process_is_left_without_work_when_there_are_files_for_all()
    {
        Properties.Hold(
            Cases,
            x =>
                CompressionPlan
                    .Batches(x.Files, x.Limits)
                    .Count.ShouldBeGreaterThanOrEqualTo(Math.Min(x.Files.Count, x.Limits.Parallelism))
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Processes_that_take_the_next_batch_when_they_are_free_end_together(int processes)
    {
        // 400 speech segments of 2 to 15 s.
        var files = Items(Enumerable.Range(0, 400).Select(i => TimeSpan.FromSeconds(2 + (i * 7919 % 1300 / 100.0))));

        var batches = CompressionPlan.Batches(
            files,
            new CompressionLimits(CompressionLimits.DefaultMaxFiles, CompressionLimits.DefaultMaxAudio, processes)
        );

        var ends = new TimeSpan[processes];
        foreach (var batch in batches)
        {
            ends[Array.IndexOf(ends, ends.Min())] += Audio(batch);
        }
        (ends.Max() - ends.Min()).ShouldBeLessThan(0.02 * ends.Max());
        batches.ShouldAllBe(b => b.Count >= 16);
    }

    [Fact]
    public void Long_files_go_alone_and_do_not_thin_out_the_batches_of_the_short()
    {
        var files = Items([
            TimeSpan.FromHours(9),
            TimeSpan.FromHours(11),
            .. Enumerable.Repeat(TimeSpan.FromSeconds(6), 64),
        ]);

        var batches = CompressionPlan.Batches(
            files,
            new CompressionLimits(CompressionLimits.DefaultMaxFiles, CompressionLimits.DefaultMaxAudio, 2)
        );

        batches.Select(b => b.Count).ShouldBe([1, 1, 32, 32]);
        Audio(batches[0]).ShouldBe(TimeSpan.FromHours(11));
    }

    [Fact]
    public void Nothing_to_compress_needs_no_batch()
    {
        CompressionPlan
            .Batches([], new CompressionLimits(CompressionLimits.DefaultMaxFiles, CompressionLimits.DefaultMaxAudio, 2))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Limits_that_allow_nothing_are_refused()
    {
        var minute = TimeSpan.FromMinutes(1);

        Should
            .Throw<ArgumentOutOfRangeException>(() => new CompressionLimits(0, minute, 1))
            .ParamName.ShouldBe("MaxFiles");
        Should
            .Throw<ArgumentOutOfRangeException>(() => new CompressionLimits(1, TimeSpan.Zero, 1))
            .ParamName.ShouldBe("MaxAudio");
        Should
            .Throw<ArgumentOutOfRangeException>(() => new CompressionLimits(1, minute, 0))
            .ParamName.ShouldBe("Parallelism");
    }

    private static IReadOnlyList<CompressionItem> Items(IEnumerable<TimeSpan> durations) =>
        [.. durations.Select((d, i) => new CompressionItem(EntryKey.For("en", $"{i}", 1), d))];

    private static TimeSpan Audio(IReadOnlyList<CompressionItem> batch) =>
        batch.Aggregate(TimeSpan.Zero, (sum, item) => sum + item.Duration);

    private static string Keys(IReadOnlyList<CompressionItem> batch) => string.Join(' ', batch.Select(i => i.Key));
}
