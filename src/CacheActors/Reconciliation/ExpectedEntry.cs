using CacheActors.Domain.Entries;

namespace CacheActors.Reconciliation;

/// <summary>An entry as the view has it, and what was seen of its files.</summary>
/// <param name="format">The kind of file it should have; null: none.</param>
/// <param name="bytes">That file's size.</param>
internal sealed class ExpectedEntry(AudioFormat? format, long bytes)
{
    private bool _isThere;
    private bool _isOdd;

    /// <summary>True when the disk is other than the view says.</summary>
    public bool IsSuspect => _isOdd || (format is not null && !_isThere);

    /// <summary>A file with one of its names was seen.</summary>
    public void See(AudioFormat found, long size)
    {
        if (found == format && size == bytes)
        {
            _isThere = true;
        }
        else
        {
            _isOdd = true;
        }
    }

    /// <summary>Something else than a file has one of its names.</summary>
    public void SeeOther() => _isOdd = true;
}
