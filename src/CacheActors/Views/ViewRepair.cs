using Akka.Actor;
using CacheActors.Files;
using CacheActors.Journal;

namespace CacheActors.Views;

/// <summary>Puts new views in the place of damaged ones.</summary>
internal static class ViewRepair
{
    /// <summary>
    /// Makes them from the journal in a file of their own, which then takes the name: who reads meanwhile sees the old ones or
    /// none, never a part. Blocks; nobody else may write them.
    /// </summary>
    /// <returns>How many events went into them.</returns>
    /// <exception cref="JournalDamagedException">The journal cannot be read; the old views stay.</exception>
    /// <exception cref="StorageException">The disk refused; the old views stay.</exception>
    public static long Replace(string journalPath, string viewsPath)
    {
        var fresh = viewsPath + ".repair";
        return StorageException.Guard(
            "replace",
            viewsPath,
            () =>
            {
                SqliteFiles.Delete(fresh);
                long events;
                using (var runner = new ProjectionRunner(journalPath, fresh))
                {
                    events = runner.CatchUp();
                }
                SqliteFiles.Delete(viewsPath);
                DurableFile.Rename(fresh, viewsPath);
                return events;
            }
        );
    }

    /// <summary>For readers in the process that owns the cache: has its projection replace views that they found damaged or missing.</summary>
    public static Func<ulong, Task> By(IActorRef projections) =>
        damaged => projections.Ask<ProjectionActor.CaughtUp>(new ProjectionActor.Repair(damaged));

    /// <summary>Which file of views it is; 0 when there is none, or the system does not tell.</summary>
    public static ulong Identify(string viewsPath) => FileOnDisk.Find(viewsPath)?.Id ?? 0;
}
