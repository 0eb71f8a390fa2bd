using CacheActors.Files;
using Serilog;

namespace CacheActors.Reconciliation;

/// <summary>Whether the cache or its host is at work, so that what can wait should.</summary>
/// <param name="files">What is recorded, downloaded or compressed lies in its staging.</param>
/// <param name="host">The host's word; null: it has none.</param>
internal sealed class HostActivity(FileStore files, IHostActivity? host) : IHostActivity
{
    /// <inheritdoc/>
    public bool IsBusy => !files.IsIdle || HostIsBusy();

    private bool HostIsBusy()
    {
        try
        {
            return host?.IsBusy == true;
        }
        catch (Exception e)
        {
            Log.Error(e, "{Activity} cannot say whether the host is busy: it counts as not busy", host?.GetType());
            return false;
        }
    }
}
