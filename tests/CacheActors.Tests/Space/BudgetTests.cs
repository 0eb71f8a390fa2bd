using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Space;

/// <summary>The budget holds at every moment, by the measure of a file system that has no more room than that.</summary>
public sealed class BudgetTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Whatever_is_done_at_once_the_disk_never_holds_more_than_the_budget()
    {
        var folder = _temporary.At("cache");
        Directory.CreateDirectory(folder);
        using var disk = SmallDisk.TryMount(folder, BudgetWorkload.DiskKilobytes);
        if (disk is null)
        {
            return; // Mounting is not permitted here, and nothing else measures every moment.
        }
        var other = _temporary.At("other");
        Directory.CreateDirectory(other);
        var workload = new BudgetWorkload(folder, other);

        var (ledger, onDisk, views) = await workload.RunAsync(operations: 4000, callers: 8);

        workload.Overshoots.ShouldBeEmpty();
        workload.MostBytes.ShouldBeInRange(BudgetWorkload.BudgetBytes * 9 / 10, BudgetWorkload.BudgetBytes);
        onDisk.ShouldBe(ledger);
        views.ShouldBe(ledger);
    }
}
